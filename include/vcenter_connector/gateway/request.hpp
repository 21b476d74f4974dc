// What goes over the wire for one invocation.
#pragma once

#include "vcenter_connector/gateway/invoker.hpp"
#include "vcenter_connector/net/http.hpp"

namespace vcenter_connector::gateway {

/// `POST /async-function/NAME.NS` or `/function/NAME.NS` with all headers but Host and User-Agent. What a
/// header or a target cannot hold is percent-encoded; of `call.headers` only CloudEvents attributes are
/// taken.
net::http_request request_of(const invocation& call);

}  // namespace vcenter_connector::gateway
