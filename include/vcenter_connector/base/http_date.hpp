// Dates as HTTP writes them.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <optional>
#include <string_view>

namespace vcenter_connector::base {

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT` and the older forms that a recipient has to take (RFC 9110, 5.6.7),
/// also with the dashes that cookies have (RFC 6265, 5.1.1). Years of two digits are 1970 to 2069. Empty when
/// it is no date, names a zone other than GMT, or lies before 1970 or after 2200.
std::optional<wall_time> parse_http_date(std::string_view text) noexcept;

}  // namespace vcenter_connector::base
