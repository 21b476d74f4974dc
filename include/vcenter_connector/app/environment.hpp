// The system's environment variables and files, for the configuration.
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <cstddef>

namespace vcenter_connector::app {

/// How large a file may be unless something else is asked for, in bytes.
inline constexpr std::size_t largest_file = std::size_t{1} << 20U;

/// The real environment. Variables are to be read before a second thread starts. A file that is larger than
/// `max_file` bytes is refused: settings and secrets are small, and a path may name anything.
config::environment system_environment(std::size_t max_file = largest_file);

}  // namespace vcenter_connector::app
