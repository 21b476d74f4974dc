#include "vcenter_connector/base/go_duration.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace vcenter_connector::base {
namespace {

struct unit {
    std::string_view name;
    double milliseconds;
};

constexpr std::array units{
    unit{"ns", 1e-6}, unit{"us", 1e-3}, unit{"\xC2\xB5s", 1e-3}, unit{"\xCE\xBCs", 1e-3},
    unit{"ms", 1},    unit{"s", 1e3},   unit{"m", 60e3},         unit{"h", 3600e3},
};
constexpr double longest = 9.2e12;  // milliseconds; what Go's int64 of nanoseconds holds
constexpr std::string_view digits = "0123456789.";

// Takes "12.5" from the front of `text`.
std::optional<double> take_number(std::string_view& text)
{
    const auto end = std::min(text.find_first_not_of(digits), text.size());
    double value = 0;
    const auto [stop, error] =
        std::from_chars(text.data(), text.data() + end, value, std::chars_format::fixed);
    if (error != std::errc{} || stop != text.data() + end)
        return std::nullopt;
    text.remove_prefix(end);
    return value;
}

std::optional<double> take_unit(std::string_view& text)
{
    const auto name = text.substr(0, text.find_first_of(digits));
    for (const auto& u : units) {
        if (u.name == name) {
            text.remove_prefix(name.size());
            return u.milliseconds;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text)
{
    if (text == "0")
        return std::chrono::milliseconds(0);
    if (text.empty())
        return std::nullopt;
    double sum = 0;
    while (!text.empty()) {
        const auto number = take_number(text);
        const auto scale = take_unit(text);
        if (!number || !scale)
            return std::nullopt;
        sum += *number * *scale;
        if (sum > longest)
            return std::nullopt;
    }
    // 0.1s is 100.00000000000001 or 99.99...: what is within a nanosecond of a whole number is meant as one.
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::floor(sum + 1e-6)));
}

std::string duration_text(std::chrono::milliseconds value)
{
    const auto count = value.count();
    std::string text;
    const auto part = [&](std::int64_t amount, const char* name) {
        if (amount != 0)
            text += std::to_string(amount) + name;
    };
    part(count / 3'600'000, "h");
    part(count / 60'000 % 60, "m");
    part(count / 1000 % 60, "s");
    part(count % 1000, "ms");
    return text.empty() ? "0s" : text;
}

}  // namespace vcenter_connector::base
