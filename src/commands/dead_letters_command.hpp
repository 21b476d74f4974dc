// vcenter-connector dead-letters list|show|redeliver|drop.
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <span>
#include <string>

namespace vcenter_connector::commands {

/// `words`: what follows "dead-letters". Gives the exit status, see `run_command`.
int run_dead_letters(std::span<const std::string> words, const config::environment& from);

}  // namespace vcenter_connector::commands
