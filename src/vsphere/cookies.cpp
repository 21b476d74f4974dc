#include "vcenter_connector/vsphere/cookies.hpp"

#include "vcenter_connector/base/text.hpp"

namespace vcenter_connector::vsphere {

void cookie_jar::absorb(std::string_view set_cookie)
{
    const auto pair = set_cookie.substr(0, set_cookie.find(';'));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos)
        return;
    const auto name = base::trim(pair.substr(0, equals));
    if (!name.empty())
        cookies_[std::string(name)] = base::trim(pair.substr(equals + 1));
}

std::string cookie_jar::header() const
{
    std::string text;
    for (const auto& [name, value] : cookies_)
        text.append(text.empty() ? "" : "; ").append(name).append("=").append(value);
    return text;
}

}  // namespace vcenter_connector::vsphere
