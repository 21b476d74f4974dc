// The names of events of one kind, before there is an event.
#pragma once

#include "vcenter_connector/events/names.hpp"

#include <string>

namespace vcenter_connector::events {

/// What `names_of` gives for an event of that class; `type_id`: its eventTypeId, empty where the class has
/// none.
event_names names_of_kind(std::string class_name, std::string type_id);

}  // namespace vcenter_connector::events
