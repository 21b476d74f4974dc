// vcenter-connector replay
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <span>
#include <string>

namespace vcenter_connector::commands {

/// `words`: what follows "replay". Gives the exit status: 1 also when a delivery failed.
int run_replay_command(std::span<const std::string> words, const config::environment& from);

}  // namespace vcenter_connector::commands
