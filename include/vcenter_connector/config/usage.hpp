// What people read about the settings; both texts are made from the table.
#pragma once

#include <string>

namespace vcenter_connector::config {

/// The text of -help: flags by group, each with its default, its environment variables and its key. Lines of
/// at most 100 characters, ends with a line break.
std::string usage_text();

/// The content of docs/settings.md.
std::string reference_markdown();

}  // namespace vcenter_connector::config
