// HTTP messages as plain values, for clients and servers alike.
#pragma once

#include "vcenter_connector/base/header.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::net {

using http_header = base::header;
using http_headers = base::headers;

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
