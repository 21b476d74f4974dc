// HTTP messages as the scripted servers see them.
#pragma once

#include "vcenter_connector/net/http.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

struct server_request {
    std::string method;
    std::string target;
    net::http_headers headers;
    std::string body;
    std::uint64_t connection = 0;                ///< counted from 1
    std::uint64_t order = 0;                     ///< among all requests of the server, counted from 1
    std::string label;                           ///< what a script calls it: a SOAP method, a path
    std::chrono::steady_clock::time_point at{};  ///< when it had arrived
    unsigned status = 0;                         ///< what was answered; 0: nothing (yet)

    std::string_view header(std::string_view name) const noexcept { return net::find_header(headers, name); }
    /// The target without its query.
    std::string path() const { return target.substr(0, target.find('?')); }
};

struct server_reply {
    unsigned status = 200;
    net::http_headers headers;  ///< without Content-Length
    std::string body;
};

}  // namespace vcenter_connector::test
