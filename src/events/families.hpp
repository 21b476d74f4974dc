// Which of the five families of event classes an event belongs to.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

namespace vcenter_connector::events {

enum class event_family { none, alarm, datastore, host, resource_pool, vm };

/// By class name for the classes of the vSphere API, by the members of the event for others.
event_family family_of(const vsphere::event& event) noexcept;

}  // namespace vcenter_connector::events
