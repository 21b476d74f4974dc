// The head of a request as it goes over the wire, as text: Beast's own message allocates for each field.
#pragma once

#include "wire.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::net {

/// The headers that every request to this server has.
std::string fixed_headers(const wire_options& options);

/// Request line and headers with the blank line behind them; `fixed` are the headers of all requests.
std::string request_head(const http_request& request, std::string_view fixed);

}  // namespace vcenter_connector::net
