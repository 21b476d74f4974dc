// How a log line looks, for people and for machines. Pure functions.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/log.hpp"

#include <span>
#include <string>
#include <string_view>

namespace vcenter_connector::app {

/// `2026-11-20T07:00:00.123Z`: UTC, milliseconds cut off.
std::string timestamp(base::wall_time time);

/// `2026-11-20T07:00:00.123Z INFO  <message> name=value name="a value"`, without a line break.
///
/// A value is quoted when it is empty or holds a blank, a quote, a backslash beside one of those, or '=';
/// within quotes, `"` and `\` have a `\` before them. Control characters (also those of Unicode that break
/// lines or turn the direction of text) and bytes that are not UTF-8 appear as \xNN: whatever a VM is called,
/// one call makes one line. A value longer than 1 kB is cut and ends with "...".
std::string text_line(base::wall_time time, base::log_level level, std::string_view message,
                      std::span<const base::log_field> fields);

/// One JSON object without a line break: `time`, `level` (`debug`, `info`, `warn`, `error`), `message`, then
/// the fields, all strings. Always valid JSON and UTF-8; bytes that are not UTF-8 appear as U+FFFD. Values
/// are cut as in `text_line`. A field called like one of the first three gets a '_' behind its name.
std::string json_line(base::wall_time time, base::log_level level, std::string_view message,
                      std::span<const base::log_field> fields);

}  // namespace vcenter_connector::app
