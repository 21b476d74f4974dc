// Reads the gateway's function list.
#pragma once

#include "authorized_client.hpp"
#include "vcenter_connector/gateway/list_functions.hpp"
#include "vcenter_connector/routing/catalogue.hpp"

namespace vcenter_connector::gateway {

/// As `list_functions`, one request per namespace; of a gateway without namespaces all functions in one.
/// Filters that are in the cache are not parsed again; it must stay where it is until the call ends.
boost::asio::awaitable<base::result<function_list>>
load_functions(authorized_client& client, base::duration timeout, routing::filter_cache& filters);

}  // namespace vcenter_connector::gateway
