#include "vcenter_connector/base/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace vcenter_connector::base {
namespace {

namespace chr = std::chrono;

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 9> said_twice{"Mon", "Tue", "Wed", "Thu", "Fri",
                                                     "Sat", "Sun", "GMT", "UTC"};

std::optional<int> number(std::string_view digits) noexcept
{
    int value = 0;
    const auto* end = digits.data() + digits.size();
    const auto [last, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || last != end || value < 0)
        return std::nullopt;
    return value;
}

// The fields have forms of their own, whatever their order.
struct date_fields {
    std::optional<int> day, year;
    std::optional<unsigned> month;
    std::optional<chr::seconds> time;

    bool take(std::string_view word) noexcept
    {
        if (word.size() == 8 && word[2] == ':' && word[5] == ':')
            return take_time(word);
        if (const auto value = number(word))
            return take_number(*value, word.size());
        const auto found = std::find(months.begin(), months.end(), word);
        if (found != months.end())
            month = static_cast<unsigned>(found - months.begin()) + 1;
        return found != months.end() ||
               std::find(said_twice.begin(), said_twice.end(), word.substr(0, 3)) != said_twice.end();
    }

    bool take_time(std::string_view word) noexcept
    {
        const auto hour = number(word.substr(0, 2));
        const auto minute = number(word.substr(3, 2));
        const auto second = number(word.substr(6, 2));
        if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
            return false;
        time = chr::hours(*hour) + chr::minutes(*minute) + chr::seconds(*second);
        return true;
    }

    bool take_number(int value, std::size_t digits) noexcept
    {
        if (digits <= 2 && !day)
            day = value;
        else if (digits == 2)
            year = value + (value < 70 ? 2000 : 1900);
        else if (digits == 4)
            year = value;
        return digits <= 2 || digits == 4;
    }
};

}  // namespace

std::optional<wall_time> parse_http_date(std::string_view text) noexcept
{
    date_fields fields;
    while (!text.empty()) {
        const auto end = text.find_first_of(" ,-");
        if (const auto word = text.substr(0, end); !word.empty() && !fields.take(word))
            return std::nullopt;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (!fields.day || !fields.month || !fields.year || !fields.time)
        return std::nullopt;
    const chr::year_month_day date{chr::year(*fields.year), chr::month(*fields.month),
                                   chr::day(static_cast<unsigned>(*fields.day))};
    if (!date.ok() || *fields.year < 1970 || *fields.year > 2200)
        return std::nullopt;
    return chr::sys_days(date) + *fields.time;
}

}  // namespace vcenter_connector::base
