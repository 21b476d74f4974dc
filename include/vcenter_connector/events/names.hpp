// The names under which functions can ask for an event.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <array>
#include <string>
#include <string_view>

namespace vcenter_connector::events {

/// An event answers to all of its names. Owns its texts.
struct event_names {
    std::string topic;       ///< `vm.powered.on`
    std::string class_name;  ///< `VmPoweredOnEvent`
    std::string type_id;     ///< of an EventEx or ExtendedEvent, otherwise empty

    /// For `routing::topic_map::match`; valid as long as this object stays where it is. An empty one matches
    /// nothing.
    std::array<std::string_view, 3> all() const noexcept { return {topic, class_name, type_id}; }
};

event_names names_of(const vsphere::event& event);

}  // namespace vcenter_connector::events
