// Simple values of the vSphere API as Go's encoding/json prints them. Each appends to `out`, or appends
// nothing and returns false when the text is no such value. White space around it does not count; nothing at
// all is the zero value, except for times.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::events {

/// All digits of integers of up to 20, whatever their size.
bool append_go_integer(std::string& out, std::string_view text);

/// The shortest digits of a finite double.
bool append_go_real(std::string& out, std::string_view text);

bool append_go_boolean(std::string& out, std::string_view text);

/// A string in RFC 3339: the offset stays, the fraction without trailing zeros, at most nine digits of it. A
/// time without zone is taken as UTC.
bool append_go_time(std::string& out, std::string_view text);

}  // namespace vcenter_connector::events
