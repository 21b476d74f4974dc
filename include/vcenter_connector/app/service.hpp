// The running connector: every part made, joined and, when asked to stop, ended in order.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/config/settings.hpp"

namespace vcenter_connector::app {

/// Runs until SIGTERM or SIGINT. Stops in two phases: no more is read and the session is logged out; what has
/// been read is delivered, within `shutdown_timeout` altogether. A second signal ends the wait at once.
/// Returns the exit status: 0 after a clean stop, 1 when it could not go on or left deliveries behind, 2 when
/// the settings cannot be used after all; the log says why.
int run_service(const config::settings& settings, base::log& log);

}  // namespace vcenter_connector::app
