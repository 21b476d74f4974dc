// vcenter-connector check stack.yml...
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <span>
#include <string>

namespace vcenter_connector::commands {

/// `words`: what follows "check". Gives the exit status, see `run_command`; 1 when an error was found.
int run_check(std::span<const std::string> words, const config::environment& from);

}  // namespace vcenter_connector::commands
