// vcenter-connector send -topic NAME
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <span>
#include <string>

namespace vcenter_connector::commands {

/// `words`: what follows "send". Gives the exit status, see `run_command` and `run_send_plan`.
int run_send(std::span<const std::string> words, const config::environment& from);

}  // namespace vcenter_connector::commands
