#include "request_head.hpp"

namespace vcenter_connector::net {

std::string fixed_headers(const wire_options& options)
{
    std::string text = "Host: " + options.server.authority() + "\r\n";
    if (!options.user_agent.empty())
        text += "User-Agent: " + options.user_agent + "\r\n";
    if (options.accept_gzip)
        text += "Accept-Encoding: gzip\r\n";
    return text;
}

std::string request_head(const http_request& request, std::string_view fixed)
{
    std::string head;
    head.reserve(512);
    head.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n").append(fixed);
    for (const auto& header : request.headers)
        head.append(header.name).append(": ").append(header.value).append("\r\n");
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
        head.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n");
    return head.append("\r\n");
}

}  // namespace vcenter_connector::net
