// The HTTP server port: accepts connections and asks a handler for each answer.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/http.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace vcenter_connector::net {

/// Answers one request. The request lives until the handler has ended; its headers are all those that came,
/// Host and the like included. The server itself sets Content-Length and Connection, and leaves out the body
/// of an answer to HEAD. An exception becomes a 500 that says nothing of it.
using http_handler = std::function<boost::asio::awaitable<http_response>(const http_request&)>;

class http_server {
public:
    virtual ~http_server() = default;
    /// The port that it listens on; useful when 0 was asked for.
    virtual std::uint16_t port() const noexcept = 0;
    /// Accepts no more connections, closes idle ones, lets requests under way end. Returns at once.
    virtual void stop() = 0;
};

struct http_server_options {
    std::string address = "127.0.0.1";    ///< IPv4 or IPv6 literal
    std::uint16_t port = 0;               ///< 0: any free one
    std::size_t max_body = 16U << 20U;    ///< bytes; a larger request is answered with 413
    std::size_t max_header = 16U << 10U;  ///< bytes of request line and headers; more is answered with 431
    std::size_t max_connections = 1024;   ///< one more is answered with 503 and closed
    base::duration header_timeout =
        std::chrono::seconds(10);  ///< from a request's first byte to its blank line
    /// Between two requests; also for the whole of a request's body, and for the client to take an answer.
    base::duration idle_timeout = std::chrono::seconds(120);
};

/// Listens and serves on `executor`, one thread at a time. Fails with the system's error when the address
/// cannot be listened on.
base::result<std::unique_ptr<http_server>>
make_http_server(boost::asio::any_io_executor executor, http_server_options options, http_handler handler);

}  // namespace vcenter_connector::net
