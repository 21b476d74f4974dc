// From the command line, the environment and the file to settings that can be used, or to every mistake in
// them.
#pragma once

#include "vcenter_connector/config/environment.hpp"
#include "vcenter_connector/config/mistake.hpp"
#include "vcenter_connector/config/settings.hpp"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace vcenter_connector::config {

/// All is well: go on with these settings.
struct accepted {
    config::settings settings;
    std::vector<std::string> warnings;  ///< complete sentences with their place, for the log
};

/// Print `text` (that of -help) to standard output and exit with 0.
struct show_help {
    std::string text;
};

/// Print the version to standard output and exit with 0.
struct show_version {};

/// Print `refusal_text` to standard error and exit with 2. Never empty.
struct refused {
    std::vector<mistake> mistakes;
};

using outcome = std::variant<accepted, show_help, show_version, refused>;

/// Reads every source and checks everything that can be checked without a network: values, limits, URLs, that
/// secret files, CA files and the known-hosts file can be read and are what they should be.
///
/// `words` is the command line without the program's name. A flag wins over the environment, the environment
/// over the file, the file over the default; only the value that wins is checked. For vCenter's user and
/// password a secret file wins over all else; then come a flag, the URL, the environment, and the file.
/// `from` is copied into the credentials providers, which read their files anew on each call.
///
/// No text in the outcome holds a secret.
outcome load(std::span<const std::string> words, const environment& from);

/// All mistakes, one per line, and where to find help.
std::string refusal_text(std::span<const mistake> mistakes);

}  // namespace vcenter_connector::config
