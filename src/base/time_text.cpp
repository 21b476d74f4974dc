#include "vcenter_connector/base/time_text.hpp"

#include <charconv>
#include <cstdio>

namespace vcenter_connector::base {
namespace {

namespace chr = std::chrono;

// Reads the parts of a time one after the other; the first mistake makes the whole reading fail.
class reader {
public:
    explicit reader(std::string_view text) : rest_(text) {}

    int number(std::size_t digits)
    {
        int value = 0;
        if (rest_.size() < digits)
            return fail();
        const auto [end, ec] = std::from_chars(rest_.data(), rest_.data() + digits, value);
        if (ec != std::errc() || end != rest_.data() + digits || value < 0)
            return fail();
        rest_.remove_prefix(digits);
        return value;
    }

    void expect(char c)
    {
        if (!accept(c))
            fail();
    }

    bool accept(char c)
    {
        if (rest_.empty() || rest_.front() != c)
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    chr::nanoseconds fraction()
    {
        std::int64_t value = 0;
        std::int64_t unit = 1'000'000'000;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            if (unit > 1)
                value += (rest_.front() - '0') * (unit /= 10);
            rest_.remove_prefix(1);
        }
        return chr::nanoseconds(value);
    }

    bool done() const { return ok_ && rest_.empty(); }

private:
    int fail()
    {
        ok_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace

std::optional<wall_time> parse_time(std::string_view text) noexcept
{
    reader in(text);
    const auto year = in.number(4);
    in.expect('-');
    const auto month = in.number(2);
    in.expect('-');
    const auto day = in.number(2);
    in.expect('T');
    const chr::hours hours(in.number(2));
    in.expect(':');
    const chr::minutes minutes(in.number(2));
    in.expect(':');
    const chr::seconds seconds(in.number(2));
    const auto fraction = in.accept('.') ? in.fraction() : chr::nanoseconds{};
    chr::minutes offset{};
    if (!in.accept('Z')) {
        const int sign = in.accept('-') ? -1 : in.accept('+') ? 1 : 0;
        if (sign != 0) {
            const chr::hours zone_hours(in.number(2));
            in.expect(':');
            offset = sign * (zone_hours + chr::minutes(in.number(2)));
        }
    }
    const chr::year_month_day date{chr::year(year), chr::month(static_cast<unsigned>(month)),
                                   chr::day(static_cast<unsigned>(day))};
    // Year 1 to 1677 and beyond 2262 do not fit 64-bit nanoseconds; vCenter writes year 1 for "unset".
    if (!in.done() || !date.ok() || year < 1700 || year > 2200)
        return std::nullopt;
    if (hours >= chr::hours(25) || minutes >= chr::minutes(60) || seconds >= chr::seconds(61))
        return std::nullopt;
    return chr::time_point_cast<wall_time::duration>(chr::sys_days(date) + hours + minutes + seconds +
                                                     fraction - offset);
}

std::string format_time(wall_time time)
{
    const auto days = chr::floor<chr::days>(time);
    const chr::year_month_day date(days);
    const chr::hh_mm_ss clock(chr::floor<chr::nanoseconds>(time - days));
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%09d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    std::string out(text);
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.')
        out.pop_back();
    return out + "Z";
}

}  // namespace vcenter_connector::base
