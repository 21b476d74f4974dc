// One connection to an HTTP server, over TCP or TLS. Known to http_client.cpp only.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/http.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace vcenter_connector::net {

class wire {
public:
    virtual ~wire() = default;
    /// Connects to the first address that answers, within `connect_timeout`, and shakes hands. `timeout`
    /// bounds both.
    virtual boost::asio::awaitable<base::result<void>>
    open(boost::asio::ip::tcp::resolver::results_type addresses, base::duration connect_timeout,
         base::duration timeout) = 0;
    /// Sends one request and reads its answer. Nothing but `close` bounds how long that takes.
    virtual boost::asio::awaitable<base::result<http_response>> exchange(const http_request& request,
                                                                         std::size_t max_body) = 0;
    /// Whether the server keeps the connection open after its last answer, by what it said.
    virtual bool kept() const noexcept = 0;
    /// Whether another request may follow the last answer: the server keeps the connection open and has
    /// neither closed it nor said anything since.
    virtual bool reusable() = 0;
    /// Ends what is under way.
    virtual void close() = 0;
};

struct wire_options {
    base::endpoint server;
    std::string user_agent;
    std::string thumbprint;
    bool accept_gzip = true;
    bool cut_body = false;
    std::size_t beginning = 0;
};

std::unique_ptr<wire> make_tcp_wire(const boost::asio::any_io_executor& executor,
                                    const wire_options& options);
std::unique_ptr<wire> make_tls_wire(const boost::asio::any_io_executor& executor, const wire_options& options,
                                    boost::asio::ssl::context& context);

}  // namespace vcenter_connector::net
