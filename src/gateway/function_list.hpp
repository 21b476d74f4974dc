// Reads the gateway's function list.
#pragma once

#include "authorized_client.hpp"
#include "vcenter_connector/routing/catalogue.hpp"

#include <vector>

namespace vcenter_connector::gateway {

/// The functions of every namespace that the gateway names, one request per namespace; of a gateway without
/// namespaces all of them in one. Filters that are in the cache are not parsed again; it must stay where it
/// is until the call ends. Errors: those of the client, `unauthorized`, `redirected`, `http_status`,
/// `not_json`, `unexpected_json`; the detail names the request.
boost::asio::awaitable<base::result<std::vector<routing::function>>>
load_functions(authorized_client& client, base::duration timeout, routing::filter_cache& filters);

}  // namespace vcenter_connector::gateway
