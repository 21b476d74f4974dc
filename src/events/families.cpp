#include "families.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace vcenter_connector::events {
namespace {

struct known_class {
    std::string_view name;
    event_family family;
};

constexpr auto known_classes = [] {
    using enum event_family;
    return std::to_array<known_class>({
#include "event_families.inc"
    });
}();

std::optional<event_family> family_by_name(std::string_view class_name) noexcept
{
    const auto found =
        std::lower_bound(known_classes.begin(), known_classes.end(), class_name,
                         [](const known_class& c, std::string_view name) { return c.name < name; });
    if (found == known_classes.end() || found->name != class_name)
        return std::nullopt;
    return found->family;
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
