#include "vcenter_connector/events/names.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/topic.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"

#include <utility>

namespace vcenter_connector::events {
namespace {

std::vector<std::string_view> ancestors_of(std::string_view class_name)
{
    const auto known = vsphere::find_type(class_name);
    if (!known || !known->is("Event"))
        return {"Event"};
    std::vector<std::string_view> ancestors;
    for (auto each = known->base(); each; each = each->base())
        ancestors.push_back(each->name());
    return ancestors;
}

}  // namespace

event_names names_of(const vsphere::event& event)
{
    return names_of_kind(event.class_name, has_type_id(event.class_name)
                                               ? std::string(base::trim(event.text("eventTypeId")))
                                               : std::string());
}

event_names names_of_kind(std::string class_name, std::string type_id)
{
    auto topic = topic_of(class_name);
    auto ancestors = ancestors_of(class_name);
    return {std::move(topic), std::move(class_name), std::move(type_id), std::move(ancestors)};
}

bool has_type_id(std::string_view class_name) noexcept
{
    return class_name == "EventEx" || class_name == "ExtendedEvent";
}

}  // namespace vcenter_connector::events
