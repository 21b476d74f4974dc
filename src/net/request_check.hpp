// A request that would not be one message on the wire is refused before anything is sent.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/http.hpp"

namespace vcenter_connector::net {

/// Fails with `invalid_argument` when a part of the request holds what would end or split it: a line break or
/// another control character, a space in the target, a header name or method that is no token (RFC
/// 9110, 5.6.2).
base::result<void> check_request(const http_request& request);

}  // namespace vcenter_connector::net
