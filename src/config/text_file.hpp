// Files that people wrote with an editor, whichever it was.
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::config {

/// Without a byte order mark in front and without line ends around it: what editors, shells and Windows leave
/// there, and nobody means.
std::string_view bare(std::string_view text) noexcept;

/// Why a setting cannot have the value `text`, to follow its name ("holds a line break ..."); empty if it
/// can. Neither XML nor a header carries control characters (but for a tab) or what is not
/// UTF-8.
std::string text_fault(std::string_view text);

/// The file's text in UTF-8. UTF-16 is known by its byte order mark. Fails with `unreadable_file`, also for a
/// file in another encoding or with a NUL in it; the detail names the path and says what to do.
base::result<std::string> read_text(const environment& from, const std::string& path);

}  // namespace vcenter_connector::config
