// How events look, for people and for machines. Pure functions.
#pragma once

#include "vcenter_connector/events/origin.hpp"
#include "vcenter_connector/store/delivery.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <string>

namespace vcenter_connector::commands {

/// `2026-11-20T07:30:02.644Z  info     vm.powered.off   DC0_H0_VM1   user   DC0_H0_VM1 on DC0_H0 is powered
/// off`: time (UTC), category, eventTypeId or topic, object, user, message, each "-" when there is none. One
/// line with its line break, printable whatever vCenter sent; what is longer than its column moves the rest.
std::string event_line(const vsphere::event& event, const events::event_origin& origin);

/// One JSON object and a line break: `id`, `topic`, `class`, `eventTypeId` (of EventEx and ExtendedEvent),
/// `category`, `time`, and `data`, the whole event.
std::string event_json(const vsphere::event& event, const events::event_origin& origin);

/// What a function gets: its headers, one a line, an empty line, the body, an empty line.
std::string invocation_text(const store::event_record& record);

/// The same as one JSON object and a line break: `headers`, an object, and `body`, a string.
std::string invocation_json(const store::event_record& record);

}  // namespace vcenter_connector::commands
