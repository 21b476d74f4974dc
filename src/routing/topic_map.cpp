#include "vcenter_connector/routing/topic_map.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::routing {
namespace {

using function_identity = std::pair<std::string_view, std::string_view>;

function_identity identity(const function& f) noexcept
{
    return {f.name_space, f.name};
}

}  // namespace

topic_map::topic_map(std::vector<function> functions) : functions_(std::move(functions))
{
    std::stable_sort(functions_.begin(), functions_.end(),
                     [](const function& a, const function& b) { return identity(a) < identity(b); });
    const auto end =
        std::unique(functions_.begin(), functions_.end(),
                    [](const function& a, const function& b) { return identity(a) == identity(b); });
    functions_.erase(end, functions_.end());
    for (std::uint32_t i = 0; i < functions_.size(); ++i)
        for (const auto& topic : functions_[i].topics)
            by_topic_[topic].push_back(i);
}

std::vector<const function*> topic_map::match(std::span<const std::string_view> names) const
{
    std::vector<std::uint32_t> indices;
    for (const auto name : names)
        if (const auto found = by_topic_.find(name); found != by_topic_.end())
            indices.insert(indices.end(), found->second.begin(), found->second.end());
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());

    std::vector<const function*> matched;
    matched.reserve(indices.size());
    for (const auto index : indices)
        matched.push_back(&functions_[index]);
    return matched;
}

const function* topic_map::find(std::string_view name, std::string_view name_space) const noexcept
{
    const function_identity wanted(name_space, name);
    const auto found =
        std::lower_bound(functions_.begin(), functions_.end(), wanted,
                         [](const function& f, const function_identity& key) { return identity(f) < key; });
    return found != functions_.end() && identity(*found) == wanted ? &*found : nullptr;
}

std::size_t topic_map::subscribed() const noexcept
{
    return static_cast<std::size_t>(std::count_if(functions_.begin(), functions_.end(),
                                                  [](const function& f) { return !f.topics.empty(); }));
}

}  // namespace vcenter_connector::routing
