#include "vcenter_connector/events/names.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/topic.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"

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
    event_names names{topic_of(event.class_name), event.class_name, {}, ancestors_of(event.class_name)};
    if (has_type_id(event.class_name))
        names.type_id = base::trim(event.text("eventTypeId"));
    return names;
}

bool has_type_id(std::string_view class_name) noexcept
{
    return class_name == "EventEx" || class_name == "ExtendedEvent";
}

}  // namespace vcenter_connector::events
