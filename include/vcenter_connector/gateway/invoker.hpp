// Invokes a function through the gateway.
#pragma once

#include "vcenter_connector/base/header.hpp"
#include "vcenter_connector/gateway/access.hpp"
#include "vcenter_connector/net/http_client.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vcenter_connector::gateway {

/// One invocation. The texts must live until the call has ended; they may hold anything: what a header or a
/// target cannot hold is percent-encoded.
struct invocation {
    std::string_view name;
    std::string_view name_space;    ///< may be empty
    std::string_view event_id;      ///< sent as X-Event-Id
    std::string_view topic;         ///< sent as X-Topic
    std::string_view content_type;  ///< empty: no Content-Type is sent
    std::string_view body;
    std::span<const base::header> headers = {};  ///< of CloudEvents, see `invoke`
    bool async = true;  ///< through the gateway's queue: the gateway answers, not the function
    base::duration timeout = std::chrono::seconds(15);
};

/// What the gateway, or the function through it, said.
struct invocation_answer {
    unsigned status = 0;
    std::string retry_after;  ///< the header as it came; may be empty
    std::string location;     ///< of a redirect, see `net::shown_location`
    std::string excerpt;      ///< how the body begins, printable; only where the status is not 2xx
    std::string body;         ///< as it came, up to `invoker_options::body_kept` bytes
    bool body_cut = false;    ///< there is more of it
};

class invoker {
public:
    virtual ~invoker() = default;

    /// Sends one request: `POST /async-function/NAME.NS` or `/function/NAME.NS`, with `X-Connector`. Of
    /// `headers` those are sent that are named `ce-` and small letters or digits, so that none can meet one
    /// of HTTP's or ours. The gateway's credentials are not sent: the function would get them. Errors: those
    /// of `http_client::send`. Any status is a success here.
    virtual boost::asio::awaitable<base::result<invocation_answer>> invoke(const invocation& call) = 0;

    /// Asks the gateway for something that no function serves, with its credentials: tells a gateway that is
    /// away or refuses us from a function that is slow or refuses us. Errors: those of `http_client::send`;
    /// `unreadable_file` when the credentials cannot be read.
    virtual boost::asio::awaitable<base::result<invocation_answer>> ask_gateway() = 0;

    /// Ends every request under way with `errc::aborted`, and every other one that shares the client.
    virtual void abort() = 0;
};

struct invoker_options {
    gateway_access access;
    base::duration check_timeout = std::chrono::seconds(5);  ///< of `ask_gateway`
    std::size_t body_kept = 0;                               ///< how much of an answer's body is handed on
};

/// `http` must outlive the invoker.
std::unique_ptr<invoker> make_invoker(net::http_client& http, invoker_options options);

}  // namespace vcenter_connector::gateway
