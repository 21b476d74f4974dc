// One call of a function, and the port through which it is made.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/local_gateway/stack.hpp"
#include "vcenter_connector/net/http.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace vcenter_connector::local_gateway {

struct invocation {
    std::string method = "POST";
    std::string path = "/";  ///< what follows `/function/NAME`, as it was sent; begins with '/'
    std::string query;       ///< without '?', as it was sent
    net::http_headers headers;
    std::string body;

    /// How long the call may take: the function's `exec_timeout`, or less when an `X-Timeout` header says so.
    /// `duration::max()` for no limit.
    base::duration time_limit(const function& f) const;
};

/// How a function is called: as a process, or as a server. Answers what the caller is to get; what goes wrong
/// is a status, never an exception.
class invoker {
public:
    virtual ~invoker() = default;
    /// Both arguments must live until the call has ended.
    virtual boost::asio::awaitable<net::http_response> invoke(const function& f, const invocation& call) = 0;
};

/// A `text/plain` answer.
net::http_response plain_answer(unsigned status, std::string text);

}  // namespace vcenter_connector::local_gateway
