// vcenter-connector events
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <span>
#include <string>

namespace vcenter_connector::commands {

/// `words`: what follows "events". Gives the exit status.
int run_events(std::span<const std::string> words, const config::environment& from);

}  // namespace vcenter_connector::commands
