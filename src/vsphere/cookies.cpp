#include "vcenter_connector/vsphere/cookies.hpp"

#include "vcenter_connector/base/http_date.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <optional>

namespace vcenter_connector::vsphere {
namespace {

// More than any browser promises to keep for one server (RFC 6265, section 6.1), as far as one header may
// hold.
constexpr std::size_t longest = 4096;
constexpr std::size_t most = 12;

bool is_number(std::string_view text) noexcept
{
    const auto digits = text.substr(text.starts_with('-') ? 1 : 0);
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

// Max-Age counts before Expires, and of either the last one that can be read (RFC 6265, 5.2 and 5.3).
bool deletes(std::string_view attributes, base::wall_time now)
{
    std::optional<bool> by_age, by_date;
    while (!attributes.empty()) {
        const auto one = attributes.substr(0, attributes.find(';'));
        attributes.remove_prefix(std::min(one.size() + 1, attributes.size()));
        const auto equals = std::min(one.find('='), one.size());
        const auto name = base::trim(one.substr(0, equals));
        const auto value = base::trim(one.substr(std::min(equals + 1, one.size())));
        if (base::iequals(name, "Max-Age") && is_number(value))
            by_age = value.find_first_not_of("-0") == std::string_view::npos || value.front() == '-';
        else if (const auto date = base::parse_http_date(value); date && base::iequals(name, "Expires"))
            by_date = *date <= now;
    }
    return by_age.value_or(by_date.value_or(false));
}

}  // namespace

void cookie_jar::absorb(std::string_view set_cookie, base::wall_time now)
{
    const auto pair = set_cookie.substr(0, set_cookie.find(';'));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos)
        return;
    const auto name = base::trim(pair.substr(0, equals));
    const auto value = base::trim(pair.substr(equals + 1));
    const auto known = cookies_.find(name);
    if (deletes(set_cookie.substr(pair.size()), now)) {
        if (known != cookies_.end())
            cookies_.erase(known);
        return;
    }
    if (name.empty() || name.size() + value.size() > longest ||
        (known == cookies_.end() && cookies_.size() >= most))
        return;
    cookies_[std::string(name)] = value;
}

std::string cookie_jar::header() const
{
    std::string text;
    for (const auto& [name, value] : cookies_)
        text.append(text.empty() ? "" : "; ").append(name).append("=").append(value);
    return text;
}

std::vector<std::string_view> cookie_jar::values() const
{
    std::vector<std::string_view> all;
    for (const auto& each : cookies_) {
        std::string_view value = each.second;
        if (value.size() > 1 && value.starts_with('"') && value.ends_with('"'))
            value = value.substr(1, value.size() - 2);
        all.push_back(value);
    }
    return all;
}

}  // namespace vcenter_connector::vsphere
