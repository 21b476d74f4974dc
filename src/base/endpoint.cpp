#include "vcenter_connector/base/endpoint.hpp"

namespace vcenter_connector::base {

std::string endpoint::authority() const
{
    std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (!default_port)
        text += ":" + std::to_string(port);
    return text;
}

std::string endpoint::url() const
{
    return (tls ? "https://" : "http://") + authority() + path;
}

}  // namespace vcenter_connector::base
