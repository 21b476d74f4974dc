// What `send` is asked for: the event that somebody describes on a command line. Pure.
#pragma once

#include "vcenter_connector/config/command_settings.hpp"
#include "vcenter_connector/events/origin.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <span>
#include <string>
#include <vector>

namespace vcenter_connector::commands {

/// The flags that describe the event. They live as long as the program.
std::span<const config::setting> sample_flags() noexcept;

/// The event that these flags describe, at that time. Adds what is wrong with them to `mistakes`; the event
/// is of no use then.
vsphere::event described_event(const config::command_choice& choice, base::wall_time now,
                               std::vector<config::mistake>& mistakes);

/// The vCenter that samples come from: there is none, and its id says so.
events::event_origin sample_origin();

}  // namespace vcenter_connector::commands
