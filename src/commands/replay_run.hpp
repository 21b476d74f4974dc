// History, sent again to one function.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/base/starting_point.hpp"
#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/routing/function.hpp"

#include <functional>
#include <optional>
#include <string>

namespace vcenter_connector::commands {

struct replay_plan {
    const config::settings& settings;  ///< vCenter, gateway, and how deliveries are made
    std::string function;              ///< `NAME` or `NAME.NAMESPACE`
    base::starting_point since;
    std::optional<base::starting_point> until;
    /// Puts what the command line says over what the function's annotations say. Gives what is wrong with the
    /// outcome, a complete sentence, or nothing.
    std::function<std::string(routing::function&)> adjust;
    bool dry_run = false;
    bool json = false;
};

/// Asks the gateway for the function, reads, delivers, and prints. Returns the exit status. Touches neither a
/// journal's file nor a checkpoint.
int run_replay(const replay_plan& plan, base::log& log);

}  // namespace vcenter_connector::commands
