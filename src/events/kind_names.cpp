#include "vcenter_connector/events/kind_names.hpp"

#include "vcenter_connector/events/topic.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"

#include <utility>

namespace vcenter_connector::events {

event_names names_of_kind(std::string class_name, std::string type_id)
{
    event_names names{topic_of(class_name), std::move(class_name), std::move(type_id), {}};
    const auto type = vsphere::find_type(names.class_name);
    if (!type)
        names.ancestors.emplace_back("Event");
    for (auto base = type ? type->base() : std::nullopt; base; base = base->base())
        names.ancestors.push_back(base->name());
    return names;
}

}  // namespace vcenter_connector::events
