// JSON strings with the escapes that Go's encoder uses.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::events {

/// Appends `text` as a JSON string, quotes included. Ill-formed UTF-8 becomes U+FFFD.
void append_go_string(std::string& out, std::string_view text);

}  // namespace vcenter_connector::events
