#include "vcenter_connector/vsphere/cookies.hpp"

#include "vcenter_connector/base/text.hpp"

namespace vcenter_connector::vsphere {
namespace {

// More than any browser promises to keep for one server (RFC 6265, section 6.1), as far as one header may
// hold.
constexpr std::size_t longest = 4096;
constexpr std::size_t most = 12;

}  // namespace

void cookie_jar::absorb(std::string_view set_cookie)
{
    const auto pair = set_cookie.substr(0, set_cookie.find(';'));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos)
        return;
    const auto name = base::trim(pair.substr(0, equals));
    const auto value = base::trim(pair.substr(equals + 1));
    const bool known = cookies_.find(name) != cookies_.end();
    if (name.empty() || name.size() + value.size() > longest || (!known && cookies_.size() >= most))
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
