// vcenter-connector topics
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <span>
#include <string>

namespace vcenter_connector::commands {

/// `words`: what follows "topics". Gives the exit status: 1 also when no name answers to the pattern.
int run_topics(std::span<const std::string> words, const config::environment& from);

}  // namespace vcenter_connector::commands
