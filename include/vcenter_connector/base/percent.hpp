// Percent-encoding of texts for a request's target and headers. Hexadecimal digits are capitals.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vcenter_connector::base {

/// Everything but RFC 3986's unreserved characters: for one path segment or query value.
std::string uri_component(std::string_view text);

/// What a URI reference cannot hold (RFC 3986: white space, control characters, `"<>\^`, backtick, `{|}`, all
/// that is not ASCII). What is encoded already stays as it is.
std::string uri_reference(std::string_view text);

/// What a header value must not or should not hold: control characters and everything that is not ASCII.
/// Nothing in a value can end the header line. A second call changes nothing.
std::string header_value(std::string_view text);

/// A CloudEvents attribute as a header value (HTTP binding 1.0.2, section 3.1.3.2): space, double quote,
/// percent and everything outside of printable ASCII, as UTF-8. What is not well-formed counts as U+FFFD.
/// The result has at most `limit` bytes: what is longer is cut before the character that goes beyond it.
std::string attribute_header_value(std::string_view text, std::size_t limit);

}  // namespace vcenter_connector::base
