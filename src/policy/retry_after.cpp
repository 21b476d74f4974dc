// The Retry-After header (RFC 9110, 10.2.3).
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/policy/outcome.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace vcenter_connector::policy {
namespace {

namespace chrono = std::chrono;

constexpr chrono::seconds longest = chrono::hours(24);

std::optional<unsigned> number(std::string_view digits) noexcept
{
    unsigned value = 0;
    const auto* end = digits.data() + digits.size();
    const auto [last, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || last != end)
        return std::nullopt;
    return value;
}

std::optional<unsigned> month(std::string_view name) noexcept
{
    static constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<unsigned>(found - names.begin()) + 1;
}

// `Sun, 06 Nov 1994 08:49:37 GMT`; every field has a fixed place.
std::optional<base::wall_time> http_date(std::string_view text) noexcept
{
    if (text.size() != 29 || !text.ends_with(" GMT") || text[3] != ',' || text[19] != ':' || text[22] != ':')
        return std::nullopt;
    const auto day = number(text.substr(5, 2));
    const auto mon = month(text.substr(8, 3));
    const auto year = number(text.substr(12, 4));
    const auto hour = number(text.substr(17, 2));
    const auto minute = number(text.substr(20, 2));
    const auto second = number(text.substr(23, 2));
    if (!day || !mon || !year || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    const chrono::year_month_day date{chrono::year(static_cast<int>(*year)), chrono::month(*mon),
                                      chrono::day(*day)};
    if (!date.ok() || *year < 1970 || *year > 2200)
        return std::nullopt;
    return chrono::sys_days(date) + chrono::hours(*hour) + chrono::minutes(*minute) +
           chrono::seconds(*second);
}

bool all_digits(std::string_view text) noexcept
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<base::duration> parse_retry_after(std::string_view header, base::wall_time now) noexcept
{
    const auto text = base::trim(header);
    if (all_digits(text)) {
        const auto seconds = number(text);
        return seconds ? std::min(chrono::seconds(*seconds), longest) : longest;
    }
    const auto date = http_date(text);
    if (!date)
        return std::nullopt;
    const auto wait =
        std::clamp<base::wall_time::duration>(*date - now, base::wall_time::duration::zero(), longest);
    return chrono::duration_cast<base::duration>(wait);
}

}  // namespace vcenter_connector::policy
