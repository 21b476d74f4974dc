#include "vcenter_connector/local_gateway/registry.hpp"

#include <algorithm>

namespace vcenter_connector::local_gateway {

void registry::replace(const std::vector<function>& functions, const invoker_factory& make,
                       base::wall_time now)
{
    std::vector<live_function_ptr> next;
    for (const auto& each : functions) {
        const auto old = find(each.name, each.name_space);
        auto counts = old ? old->counts : std::make_shared<call_counts>();
        auto live = std::make_shared<live_function>();
        live->definition = each;
        live->how = make(each);
        live->counts = std::move(counts);
        live->since = old ? old->since : now;
        next.push_back(std::move(live));
    }
    functions_ = std::move(next);
}

live_function_ptr registry::find(std::string_view name, std::string_view name_space) const
{
    const auto found = std::find_if(functions_.begin(), functions_.end(), [&](const live_function_ptr& each) {
        return each->definition.name == name && each->definition.name_space == name_space;
    });
    return found == functions_.end() ? nullptr : *found;
}

}  // namespace vcenter_connector::local_gateway
