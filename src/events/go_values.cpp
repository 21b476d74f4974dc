#include "go_values.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace vcenter_connector::events {
namespace {

constexpr std::size_t most_digits = 20;  // of an unsigned 64-bit integer

constexpr bool digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

std::string_view without_plus(std::string_view text) noexcept
{
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    return text;
}

// Digits with the point behind the first one, as a power of ten.
struct scientific {
    std::string digits;
    int exponent = 0;
};

scientific shortest(double positive)
{
    std::array<char, 40> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), positive, std::chars_format::scientific).ptr;
    const std::string_view all(text.data(), static_cast<std::size_t>(end - text.data()));
    const auto e = all.find('e');
    scientific s;
    std::copy_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(e), std::back_inserter(s.digits),
                 digit);
    const auto power = without_plus(all.substr(e + 1));
    std::from_chars(power.data(), power.data() + power.size(), s.exponent);
    return s;
}

void append_plain(std::string& out, const scientific& s)
{
    if (s.exponent < 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-s.exponent - 1), '0');
        out += s.digits;
        return;
    }
    const auto whole = static_cast<std::size_t>(s.exponent) + 1;
    out += s.digits.substr(0, whole);
    if (s.digits.size() < whole)
        out.append(whole - s.digits.size(), '0');
    else if (s.digits.size() > whole)
        out += '.' + s.digits.substr(whole);
}

void append_with_exponent(std::string& out, const scientific& s)
{
    out += s.digits[0];
    if (s.digits.size() > 1)
        out += '.' + s.digits.substr(1);
    out += s.exponent < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(s.exponent));
}

// `-`, `:` and `T` where they belong and digits everywhere else.
bool fits(std::string_view text, std::string_view form) noexcept
{
    return text.size() == form.size() &&
           std::equal(text.begin(), text.end(), form.begin(),
                      [](char c, char wanted) { return wanted == '0' ? digit(c) : c == wanted; });
}

unsigned two_digits(std::string_view text, std::size_t at) noexcept
{
    return static_cast<unsigned>(text[at] - '0') * 10 + static_cast<unsigned>(text[at + 1] - '0');
}

bool exists(std::string_view date_time) noexcept
{
    const auto year = static_cast<int>(two_digits(date_time, 0) * 100 + two_digits(date_time, 2));
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(two_digits(date_time, 5)),
                                           std::chrono::day(two_digits(date_time, 8))};
    return date.ok() && two_digits(date_time, 11) < 24 && two_digits(date_time, 14) < 60 &&
           two_digits(date_time, 17) < 60;
}

// Z for UTC however it is written; empty when it is no zone.
std::string_view zone_of(std::string_view text) noexcept
{
    if (text.empty() || text == "Z" || text == "+00:00" || text == "-00:00")
        return "Z";
    if (!(fits(text, "+00:00") || fits(text, "-00:00")) || two_digits(text, 1) > 23 ||
        two_digits(text, 4) > 59)
        return {};
    return text;
}

}  // namespace

bool append_go_integer(std::string& out, std::string_view text)
{
    text = without_plus(base::trim(text));
    const bool negative = text.starts_with('-');
    auto digits = text.substr(negative ? 1 : 0);
    if (text.empty()) {
        out += '0';
        return true;
    }
    if (!all_digits(digits) || digits.size() > most_digits)
        return false;
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (negative && digits != "0")
        out += '-';
    out += digits;
    return true;
}

bool append_go_real(std::string& out, std::string_view text)
{
    text = without_plus(base::trim(text));
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)))
        return false;
    if (std::signbit(value))
        out += '-';
    value = std::fabs(value);
    if (value == 0)
        out += '0';
    else if (value < 1e-6 || value >= 1e21)
        append_with_exponent(out, shortest(value));
    else
        append_plain(out, shortest(value));
    return true;
}

bool append_go_boolean(std::string& out, std::string_view text)
{
    text = base::trim(text);
    if (text != "true" && text != "1" && text != "false" && text != "0" && !text.empty())
        return false;
    out += text == "true" || text == "1" ? "true" : "false";
    return true;
}

bool append_go_time(std::string& out, std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00";
    text = base::trim(text);
    const auto date_time = text.substr(0, form.size());
    if (!fits(date_time, form) || !exists(date_time))
        return false;
    auto rest = text.substr(form.size());
    std::string_view fraction;
    if (rest.starts_with('.')) {
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        fraction = rest.substr(0, std::min(end, std::size_t(10)));
        fraction = fraction.substr(0, fraction.find_last_not_of(end > 1 ? ".0" : "") + 1);
        rest.remove_prefix(end);
        if (end == 1)
            return false;
    }
    const auto zone = zone_of(rest);
    if (zone.empty())
        return false;
    out.append("\"").append(date_time).append(fraction).append(zone).append("\"");
    return true;
}

}  // namespace vcenter_connector::events
