// Sends one event to the functions that it is for.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/events/payload.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <optional>
#include <string>

namespace vcenter_connector::commands {

/// All references must outlive the run.
struct send_plan {
    const config::settings& settings;
    const vsphere::event& event;
    std::string function;  ///< NAME or NAME.NAMESPACE; empty: every one that asks for the event
    std::optional<events::dialect> dialect;   ///< not set: as annotation and settings say
    std::optional<std::string> content_type;  ///< not set: as annotation and settings say
    bool async = false;
    bool dry_run = false;  ///< print the requests instead of sending them
    bool offline = false;  ///< of a dry run: do not ask the gateway for its functions
    bool json = false;
};

/// Invokes one function after the other, each once, and prints what became of it. Exit status: 0 when all
/// answered with 2xx; 1 when one did not, when none asks for the event, or the gateway cannot be asked;
/// standard error says why. SIGINT and SIGTERM end it.
int run_send_plan(const send_plan& plan);

}  // namespace vcenter_connector::commands
