#include "attribute_readers.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/object.hpp"

#include <string>

namespace vcenter_connector::events {
namespace {

attribute_value unless_empty(std::string text)
{
    return text.empty() ? std::nullopt : attribute_value(std::move(text));
}

std::string trimmed(const vsphere::event& event, std::string_view member)
{
    return std::string(base::trim(event.text(member)));
}

// EventEx and ExtendedEvent say it in members of their own.
event_object whole_object(const vsphere::event& event)
{
    if (event.class_name == "EventEx")
        return {std::string(event.text("objectName")),
                {trimmed(event, "objectType"), trimmed(event, "objectId")}};
    if (event.class_name == "ExtendedEvent")
        return {{},
                {std::string(event.root().child("managedObject").type()), trimmed(event, "managedObject")}};
    return object_of(event);
}

}  // namespace

attribute_value read_object_name(const attribute_request& r)
{
    return unless_empty(whole_object(r.event).name);
}

attribute_value read_object_type(const attribute_request& r)
{
    return unless_empty(whole_object(r.event).reference.type);
}

attribute_value read_object_id(const attribute_request& r)
{
    return unless_empty(whole_object(r.event).reference.value);
}

}  // namespace vcenter_connector::events
