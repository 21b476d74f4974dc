// The payload of the Go connector, which existing functions read.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::events {

/// One JSON object with the members topic, category, source, userName, createdTime, objectName and
/// managedObjectReference, in this order; all but source and createdTime are left out when empty. `source` is
/// `host[:port]` of the vCenter's URL, `category` that of `category_of`.
///
/// The text is escaped as Go escapes it (`<`, `>`, `&`, U+2028 and U+2029 as \u sequences) and is always
/// valid UTF-8: what is not well-formed in the event becomes U+FFFD. The time is UTC, its fraction without
/// trailing zeros.
std::string legacy_payload(const vsphere::event& event, std::string_view source, std::string_view category);

}  // namespace vcenter_connector::events
