// The HTTP client port: one server, many requests, pooled keep-alive connections.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/http.hpp"
#include "vcenter_connector/net/tls.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace vcenter_connector::net {

class http_client {
public:
    virtual ~http_client() = default;

    /// Sends a request and reads the whole answer, whatever its status. Redirects are not followed.
    ///
    /// `request` must live until the call has ended. `timeout` bounds the whole call: name look-up, connect,
    /// TLS, sending, reading. The request is sent at most once: after a failure it is not known whether the
    /// server acted on it.
    ///
    /// Errors: `invalid_argument` (a line break in a header, say: nothing was sent), `timed_out`, `aborted`
    /// (by `abort`), `body_too_large`, `truncated_body`, `connection_closed`, `bad_http`, `bad_encoding`,
    /// `tls_untrusted` and the others of TLS,
    /// `proxy_refused`, and what the system says of look-up and connect (`connection_refused`,
    /// `host_not_found` ...).
    virtual boost::asio::awaitable<base::result<http_response>> send(const http_request& request,
                                                                     base::duration timeout) = 0;

    /// Ends every request under way with `errc::aborted` and closes every connection. The client can be used
    /// again at once.
    virtual void abort() = 0;
};

struct http_client_options {
    std::string user_agent;
    std::size_t max_body = 64U << 20U;  ///< bytes, after inflating; a larger answer is an error
    /// For those who want the status: once a status line has come, what follows is no error any more, but left
    /// out, and the connection is not used again. That is a body beyond `max_body`, one that breaks off, a
    /// header that cannot be read, a deadline, `abort`. An answer that announces more than `max_body` has no
    /// body but its `beginning`.
    bool cut_body = false;
    /// With `cut_body`: how many bytes are read of an answer that announces more than `max_body`, if they
    /// come in time; no more than `max_body`.
    std::size_t beginning = 0;
    std::size_t max_idle = 64;  ///< connections kept open for the next request
    bool accept_gzip = true;    ///< ask for gzip, and undo what the body is encoded with
    /// Bounds each TCP connect, within the time-out of the call. Short, where a network may be silent: after
    /// a few lost packets the system asks again so seldom that the return of the network is noticed late.
    base::duration connect_timeout = std::chrono::hours(1);
    tls_options tls;
};

/// A client for `server`. The path of the endpoint is not used: targets are absolute. Everything runs on
/// `executor`, one thread at a time. Fails with `unreadable_file` when a CA or key file cannot be used.
base::result<std::unique_ptr<http_client>>
make_http_client(boost::asio::any_io_executor executor, base::endpoint server, http_client_options options);

/// Name look-ups in the whole process that have not ended. Nothing can end one: one that nobody waits for any
/// more still holds up the end of its executor, and the exit of the process (getaddrinfo(3)).
int look_ups_under_way() noexcept;

}  // namespace vcenter_connector::net
