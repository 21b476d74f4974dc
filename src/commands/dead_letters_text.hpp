// Dead letters as people and programs read them.
#pragma once

#include "vcenter_connector/store/dead_letters.hpp"

#include <string>

namespace vcenter_connector::commands {

/// The heading above lines of `list_line`.
std::string list_heading();
/// One line, with a line break. Control characters are escaped.
std::string list_line(const store::dead_letter& letter);
/// Several lines: the letter, its attempts, the payload as it will be sent.
std::string letter_text(const store::dead_letter_content& content);

/// One JSON object in one line, without a line break.
std::string letter_json(const store::dead_letter& letter);
/// The same with `attempts` and `body`.
std::string letter_json(const store::dead_letter_content& content);

}  // namespace vcenter_connector::commands
