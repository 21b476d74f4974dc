// The gateway's functions, asked for once.
#pragma once

#include "vcenter_connector/gateway/access.hpp"
#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/routing/function.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace vcenter_connector::gateway {

struct unread_namespace {
    std::string name;
    base::failure why;
};

/// What a gateway says of its functions. One namespace that cannot be read does not hide the others.
struct function_list {
    std::vector<routing::function> functions;
    std::vector<std::string> read;         ///< names of namespaces; an empty one: a gateway without them
    std::vector<unread_namespace> unread;  ///< that the gateway names and does not list
    std::vector<std::string> nameless;     ///< requests whose answers have entries without a name
};

/// The functions of every namespace that the gateway names. `timeout` is for each request. `http` must live
/// until the call has ended. Errors, when the gateway cannot be asked or lists no namespace: those of
/// `http_client::send`, `unreadable_file`, `unauthorized`, `redirected`, `http_status`, `not_json`,
/// `unexpected_json`; the detail names the request.
boost::asio::awaitable<base::result<function_list>>
list_functions(net::http_client& http, gateway_access access, base::duration timeout);

/// What a person who asks for functions should know of a list that is not whole; a line each.
std::vector<std::string> remarks_on(const function_list& list);

/// What to do when the list cannot be read.
std::string cure_for(const base::failure& why);

}  // namespace vcenter_connector::gateway
