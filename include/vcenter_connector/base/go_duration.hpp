// Durations as Go writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::base {

/// Reads Go's duration syntax: numbers with a unit, in a row: `15s`, `1m30s`, `500ms`, `1.5h`. Units are
/// `ns`, `us` (or `µs`), `ms`, `s`, `m`, `h`; `0` needs none. Less than a millisecond is cut off. Nothing for
/// anything else: no unit, a negative value, white space, more than about 290 years.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The shortest form that `parse_duration` reads as `value`: `1m30s`, `500ms`, `0s`. Not negative.
std::string duration_text(std::chrono::milliseconds value);

}  // namespace vcenter_connector::base
