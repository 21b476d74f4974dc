#include "vcenter_connector/events/names.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/topic.hpp"

namespace vcenter_connector::events {

event_names names_of(const vsphere::event& event)
{
    event_names names{topic_of(event.class_name), event.class_name, {}};
    if (event.class_name == "EventEx" || event.class_name == "ExtendedEvent")
        names.type_id = base::trim(event.text("eventTypeId"));
    return names;
}

}  // namespace vcenter_connector::events
