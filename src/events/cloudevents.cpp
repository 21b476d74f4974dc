#include "vcenter_connector/events/cloudevents.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/object.hpp"
#include "vcenter_connector/vsphere/time.hpp"

namespace vcenter_connector::events {

std::string cloudevents_subject(const vsphere::event& event)
{
    if (has_type_id(event.class_name))
        if (const auto id = base::trim(event.text("eventTypeId")); !id.empty())
            return std::string(id);
    return event.class_name;
}

std::string cloudevents_type(const vsphere::event& event)
{
    return "com.vmware.vsphere." + cloudevents_subject(event) + ".v0";
}

std::string_view cloudevents_event_class(const vsphere::event& event) noexcept
{
    if (event.class_name == "EventEx")
        return "eventex";
    return event.class_name == "ExtendedEvent" ? "extendedevent" : "event";
}

std::string cloudevents_time(const vsphere::event& event)
{
    return vsphere::format_time(event.time);
}

std::string cloudevents_sequence(std::int32_t key)
{
    static constexpr std::size_t width = 10;
    const auto digits = std::to_string(static_cast<std::uint32_t>(key));
    return std::string(width - digits.size(), '0') + digits;
}

std::string cloudevents_partition_key(const vsphere::event& event)
{
    return ordering_object_of(event);
}

}  // namespace vcenter_connector::events
