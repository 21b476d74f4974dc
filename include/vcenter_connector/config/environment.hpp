// What the configuration needs from the system; handed in, so that the core touches none of it.
#pragma once

#include "vcenter_connector/base/result.hpp"

#include <functional>
#include <optional>
#include <string>

namespace vcenter_connector::config {

struct environment {
    /// The value of an environment variable; nothing when it is not set.
    std::function<std::optional<std::string>(const std::string& name)> variable;

    /// The content of a file. Fails with `errc::unreadable_file`; the detail names the path and says why
    /// (missing, no permission, a directory, too large). Credentials providers keep a copy and call it for as
    /// long as they live.
    std::function<base::result<std::string>(const std::string& path)> read_file;
};

}  // namespace vcenter_connector::config
