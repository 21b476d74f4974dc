// What a vCenter says of the events that it can send.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <vector>

namespace vcenter_connector::commands {

/// Logs in, asks for the catalogue, and logs out. Blocks; each call to the vCenter is bounded, and SIGINT or
/// SIGTERM end it with `aborted`. Tries once. Errors: those of vcenter_api.
base::result<std::vector<vsphere::event_kind>> read_event_catalogue(const config::vcenter_settings& vcenter);

}  // namespace vcenter_connector::commands
