// What every command that works with a vCenter or a gateway does first and last.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/config/command_settings.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace vcenter_connector::commands {

/// For an outcome that is no choice: prints help to standard output or the mistakes to standard error, and
/// gives the exit status.
int answer_without_work(const config::command_spec& spec, const config::command_outcome& outcome);

/// CA files that TLS cannot use.
void check_certificates(const config::vcenter_settings& vcenter, std::vector<config::mistake>& mistakes);

/// The log on standard error, with the warnings of the settings in it.
std::unique_ptr<base::log> start_log(const config::command_choice& choice);

/// Says on standard error that the vCenter cannot be read, why, and what to do. Gives the exit status.
int report_failure(std::string_view command, const config::vcenter_settings& vcenter,
                   const base::failure& why);

}  // namespace vcenter_connector::commands
