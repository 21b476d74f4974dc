// The Retry-After header (RFC 9110, 10.2.3).
#include "vcenter_connector/base/http_date.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/policy/outcome.hpp"

#include <algorithm>
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
    const auto date = base::parse_http_date(text);
    if (!date)
        return std::nullopt;
    const auto wait =
        std::clamp<base::wall_time::duration>(*date - now, base::wall_time::duration::zero(), longest);
    return chrono::duration_cast<base::duration>(wait);
}

}  // namespace vcenter_connector::policy
