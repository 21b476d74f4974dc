// Which functions want which events.
#pragma once

#include "vcenter_connector/routing/catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// Immutable after construction; may be read from several places at once.
class topic_map {
public:
    topic_map() = default;
    /// Functions may come in any order; of two with the same name and namespace the first one counts.
    explicit topic_map(std::vector<function> functions);

    /// The functions that ask for at least one of `names` (whole names, case counts), each once, ordered by
    /// namespace and name. An empty name matches nothing. The pointers are valid as long as the map.
    std::vector<const function*> match(std::span<const std::string_view> names) const;

    /// Whether the gateway listed this function, with or without topics.
    bool contains(std::string_view name, std::string_view name_space) const noexcept
    {
        return find(name, name_space) != nullptr;
    }
    /// The function of that name; null when the gateway did not list it.
    const function* find(std::string_view name, std::string_view name_space) const noexcept;

    /// Every function listed, ordered by namespace and name.
    const std::vector<function>& functions() const noexcept { return functions_; }
    /// Functions that ask for at least one topic.
    std::size_t subscribed() const noexcept;
    /// Different topics asked for.
    std::size_t topics() const noexcept { return by_topic_.size(); }

    friend bool operator==(const topic_map& a, const topic_map& b) noexcept
    {
        return a.functions_ == b.functions_;
    }

private:
    std::vector<function> functions_;
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_topic_;
};

}  // namespace vcenter_connector::routing
