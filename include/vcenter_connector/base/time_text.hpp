// Times as xsd:dateTime and RFC 3339 write them.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::base {

/// Reads `2019-01-25T23:39:09.310174Z` and forms with an offset, with or without a fraction. A time without
/// zone is taken as UTC. Digits beyond the clock's resolution are cut. Empty when it is no such time.
std::optional<wall_time> parse_time(std::string_view text) noexcept;

/// `2019-01-25T23:39:09.310174Z`: UTC, with as many digits of a second as it has, at most nine.
std::string format_time(wall_time time);

}  // namespace vcenter_connector::base
