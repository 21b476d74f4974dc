// HTTP messages as plain values, for clients and servers alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::net {

struct http_header {
    std::string name;
    std::string value;
};

using http_headers = std::vector<http_header>;

/// The value of the first header of that name (compared without case), or empty.
std::string_view find_header(const http_headers& headers, std::string_view name) noexcept;

struct http_request {
    std::string method = "GET";
    std::string target = "/";
    http_headers headers;  ///< without Host, Connection and Content-Length: the client sets them
    std::string body;
};

struct http_response {
    unsigned status = 0;
    http_headers headers;
    std::string body;

    std::string_view header(std::string_view name) const noexcept { return find_header(headers, name); }
};

}  // namespace vcenter_connector::net
