#include "vcenter_connector/events/object.hpp"

#include "families.hpp"
#include "vcenter_connector/base/text.hpp"

#include <array>
#include <string_view>

namespace vcenter_connector::events {
namespace {

std::string_view member_of(event_family family) noexcept
{
    switch (family) {
    case event_family::alarm: return "alarm";
    case event_family::datastore: return "datastore";
    case event_family::host: return "host";
    case event_family::resource_pool: return "resourcePool";
    case event_family::vm: return "vm";
    case event_family::none: break;
    }
    return {};
}

// The members of Event that name an object, the most specific one first, and the reference inside each.
struct argument {
    std::string_view member;
    std::string_view reference;
};
constexpr std::array arguments{
    argument{"vm", "vm"},
    argument{"host", "host"},
    argument{"ds", "datastore"},
    argument{"net", "network"},
    argument{"dvs", "dvs"},
    argument{"computeResource", "computeResource"},
    argument{"datacenter", "datacenter"},
};

std::string value_of(vsphere::element reference)
{
    return std::string(base::trim(reference.text()));
}

std::string most_specific(vsphere::element root)
{
    for (const auto candidate : {root.child("objectId"), root.child("managedObject")})
        if (auto value = value_of(candidate); !value.empty())
            return value;
    for (const auto& [member, reference] : arguments)
        if (auto value = value_of(root.child(member).child(reference)); !value.empty())
            return value;
    return {};
}

}  // namespace

event_object object_of(const vsphere::event& event)
{
    const auto member = member_of(family_of(event));
    const auto argument = event.root().child(member);
    const auto reference = argument.child(member);
    if (member.empty() || !reference)
        return {};
    return {std::string(argument.child("name").text()), {std::string(reference.type()), value_of(reference)}};
}

std::string ordering_object_of(const vsphere::event& event)
{
    const auto root = event.root();
    if (family_of(event) == event_family::alarm)
        if (auto entity = value_of(root.child("entity").child("entity")); !entity.empty())
            return entity;
    if (auto object = object_of(event); !object.reference.empty())
        return std::move(object.reference.value);
    return most_specific(root);
}

}  // namespace vcenter_connector::events
