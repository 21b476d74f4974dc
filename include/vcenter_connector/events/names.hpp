// The names under which functions can ask for an event.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::events {

/// An event answers to all of its names.
struct event_names {
    std::string topic;       ///< `vm.powered.on`
    std::string class_name;  ///< `VmPoweredOnEvent`
    std::string type_id;     ///< of an EventEx or ExtendedEvent, otherwise empty
    /// The classes that the class derives from, nearest first: `VmEvent`, `Event`. Static texts. Of a class
    /// that is not in the class table: `Event`.
    std::vector<std::string_view> ancestors;

    /// The names that are words joined by dots, to which patterns with wildcards apply; valid as long as this
    /// object stays where it is. An empty one matches nothing.
    std::array<std::string_view, 2> dotted() const noexcept { return {topic, type_id}; }

    std::array<std::string_view, 3> all() const noexcept { return {topic, class_name, type_id}; }
};

event_names names_of(const vsphere::event& event);

/// What `names_of` gives for an event of that class, before there is one; `type_id`: its eventTypeId, empty
/// where the class has none.
event_names names_of_kind(std::string class_name, std::string type_id);

/// Whether events of that class carry their real type in `eventTypeId`: EventEx and ExtendedEvent.
bool has_type_id(std::string_view class_name) noexcept;

}  // namespace vcenter_connector::events
