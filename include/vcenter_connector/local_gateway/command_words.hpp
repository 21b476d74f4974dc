// A command line as `fprocess` has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::local_gateway {

/// The words of `text`, separated by blanks as the classic watchdog does; in addition '...' and "..." keep
/// blanks within a word, and a backslash outside '...' takes the next character as it is. No variable and no
/// pattern is expanded: there is no shell. Nothing when a quotation mark is not closed.
std::optional<std::vector<std::string>> command_words(std::string_view text);

}  // namespace vcenter_connector::local_gateway
