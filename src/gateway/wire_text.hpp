// Texts made safe for a request's target and headers.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::gateway {

/// Percent-encodes everything but RFC 3986's unreserved characters: for one path segment or query value.
std::string uri_component(std::string_view text);

/// Percent-encodes what a header value must not or should not hold: control characters and everything that
/// is not ASCII. Nothing in a value can end the header line.
std::string header_value(std::string_view text);

}  // namespace vcenter_connector::gateway
