#include "families.hpp"

#include "vcenter_connector/vsphere/class_table.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace vcenter_connector::events {
namespace {

struct family_class {
    std::string_view name;
    event_family family;
};
constexpr std::array family_classes{
    family_class{"AlarmEvent", event_family::alarm},
    family_class{"DatastoreEvent", event_family::datastore},
    family_class{"HostEvent", event_family::host},
    family_class{"ResourcePoolEvent", event_family::resource_pool},
    family_class{"VmEvent", event_family::vm},
};

std::optional<event_family> family_by_name(std::string_view class_name) noexcept
{
    const auto known = vsphere::find_type(class_name);
    if (!known || !known->is("Event"))
        return std::nullopt;
    for (const auto& each : family_classes)
        if (known->is(each.name))
            return each.family;
    return event_family::none;
}

// Alarm, datastore and pool are members that only their families have. Every event can carry vm and host, and
// an event about a vm carries its host too; so a host counts alone, or when the class name says so.
event_family family_by_shape(const vsphere::event& event) noexcept
{
    const auto root = event.root();
    const auto has = [&](std::string_view member) { return bool(root.child(member).child(member)); };
    if (has("alarm"))
        return event_family::alarm;
    if (has("datastore"))
        return event_family::datastore;
    if (has("resourcePool"))
        return event_family::resource_pool;
    if (has("vm") && !(has("host") && event.class_name.starts_with("Host")))
        return event_family::vm;
    return has("host") ? event_family::host : event_family::none;
}

}  // namespace

event_family family_of(const vsphere::event& event) noexcept
{
    const auto known = family_by_name(event.class_name);
    return known ? *known : family_by_shape(event);
}

}  // namespace vcenter_connector::events
