// The gateway's functions, asked for once.
#pragma once

#include "vcenter_connector/gateway/access.hpp"
#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/routing/function.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace vcenter_connector::gateway {

/// The functions of every namespace that the gateway names. `timeout` is for each request. `http` must live
/// until the call has ended. Errors: those of `http_client::send`, `unreadable_file`, `unauthorized`,
/// `redirected`, `http_status`, `not_json`, `unexpected_json`; the detail names the request.
boost::asio::awaitable<base::result<std::vector<routing::function>>>
list_functions(net::http_client& http, gateway_access access, base::duration timeout);

/// What to do when the list cannot be read.
std::string cure_for(const base::failure& why);

}  // namespace vcenter_connector::gateway
