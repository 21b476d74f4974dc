#include "vcenter_connector/events/names.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/topic.hpp"

namespace vcenter_connector::events {

event_names names_of(const vsphere::event& event)
{
    event_names names{topic_of(event.class_name), event.class_name, {}, {"Event"}};
    if (has_type_id(event.class_name))
        names.type_id = base::trim(event.text("eventTypeId"));
    return names;
}

bool has_type_id(std::string_view class_name) noexcept
{
    return class_name == "EventEx" || class_name == "ExtendedEvent";
}

}  // namespace vcenter_connector::events
