// What the program does instead of running the connector, when its first word is a command.
#pragma once

#include "vcenter_connector/config/environment.hpp"

#include <optional>
#include <span>
#include <string>

namespace vcenter_connector::commands {

/// Runs the command that `words` (without the program's name) begins with, and gives the exit status: 0, 1
/// when it could not be done, 2 for words that are wrong. Empty when the first word is no command: a flag, or
/// nothing; the connector is meant then. Prints to standard output, complaints to standard error.
std::optional<int> run_command(std::span<const std::string> words, const config::environment& from);

/// The commands, a line each, under a heading.
std::string commands_text();

}  // namespace vcenter_connector::commands
