#include "vcenter_connector/events/legacy_payload.hpp"

#include "json_object.hpp"
#include "vcenter_connector/events/object.hpp"
#include "vcenter_connector/events/topic.hpp"
#include "vcenter_connector/vsphere/time.hpp"

namespace vcenter_connector::events {
namespace {

json_object written(const vsphere::managed_object_reference& reference)
{
    json_object json;
    json.member("Type", reference.type);
    json.member("Value", reference.value);
    return json;
}

}  // namespace

std::string legacy_payload(const vsphere::event& event, std::string_view source, std::string_view category)
{
    const auto object = object_of(event);
    json_object json;
    json.member_unless_empty("topic", topic_of(event.class_name));
    json.member_unless_empty("category", category);
    json.member("source", source);
    json.member_unless_empty("userName", event.text("userName"));
    json.member("createdTime", vsphere::format_time(event.time));
    json.member_unless_empty("objectName", object.name);
    if (!object.reference.empty())
        json.object("managedObjectReference", written(object.reference));
    return json.finish();
}

}  // namespace vcenter_connector::events
