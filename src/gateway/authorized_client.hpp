// Requests below the gateway's URL; those to the gateway itself with basic auth where it is asked for.
#pragma once

#include "vcenter_connector/base/secret.hpp"
#include "vcenter_connector/gateway/access.hpp"
#include "vcenter_connector/net/http_client.hpp"

#include <string>

namespace vcenter_connector::gateway {

class authorized_client {
public:
    /// `http` must outlive this object.
    authorized_client(net::http_client& http, gateway_access access);

    /// Sends `request`, whose target is relative to the gateway's URL and begins with '/'. `Authorization`
    /// goes with `/system/` only: what goes with an invocation reaches the function. Errors: those of
    /// `http_client::send`, and `unreadable_file` when the credentials cannot be read. `timeout` is for each
    /// of at most two requests. An answer that repeats the credentials, and is no list, comes without them:
    /// see `net::hide_echoes`.
    boost::asio::awaitable<base::result<net::http_response>> send(net::http_request request,
                                                                  base::duration timeout);

    void abort() { http_.abort(); }

private:
    /// Reads the credentials.
    base::result<void> reload();
    /// Sends `request` with the credentials that were read last.
    boost::asio::awaitable<base::result<net::http_response>> send_authorized(net::http_request& request,
                                                                             base::duration timeout);

    net::http_client& http_;
    gateway_access access_;
    base::secret password_;
    base::secret authorization_;  // the header's value; empty: not read yet
};

}  // namespace vcenter_connector::gateway
