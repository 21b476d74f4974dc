// Which functions want which events.
#pragma once

#include "vcenter_connector/routing/catalogue.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// A function that asks for an event by its patterns and does not get it.
struct held_back {
    const function* by = nullptr;
    /// What its filter said: `false`, or what went wrong. Empty when the filter is invalid.
    std::optional<cesql::evaluation> because = std::nullopt;
};

/// `the filter is false`, or the errors of its evaluation; one line, printable.
std::string reason_of(const held_back& held);

class subscription_index;

/// Immutable after construction; may be read from several places at once.
class topic_map {
public:
    topic_map() : topic_map(std::vector<function>()) {}
    /// Functions may come in any order; of two with the same name and namespace the first one counts.
    /// `unread`: namespaces that the gateway has and did not list.
    explicit topic_map(std::vector<function> functions, std::vector<std::string> unread = {});

    /// The functions whose patterns ask for an event of these names, each once, ordered by namespace and
    /// name. Filters are not looked at, nor whether they are valid. The pointers are valid as long as the
    /// map. Takes time by the number of functions that match, not of those that do not.
    std::vector<const function*> match(const events::event_names& names) const;

    /// Those of them whose filter the event passes as well. When `held` is given, those whose filter holds it
    /// back are added there.
    std::vector<const function*> match(const events::event_names& names, const cesql::attributes& of,
                                       std::vector<held_back>* held = nullptr) const;

    /// Whether the gateway listed this function, whatever it asks for, or may have it in a namespace that it
    /// did not list.
    bool contains(std::string_view name, std::string_view name_space) const noexcept;
    /// The function of that name; null when the gateway did not list it.
    const function* find(std::string_view name, std::string_view name_space) const noexcept;

    /// Every function listed, ordered by namespace and name.
    const std::vector<function>& functions() const noexcept { return functions_; }
    /// Functions that can get events.
    std::size_t subscribed() const noexcept;
    /// Different names and patterns asked for; those that take away are not counted.
    std::size_t topics() const noexcept;

    friend bool operator==(const topic_map& a, const topic_map& b) noexcept
    {
        return a.functions_ == b.functions_ && a.unread_ == b.unread_;
    }

private:
    std::vector<function> functions_;
    std::vector<std::string> unread_;
    std::shared_ptr<const subscription_index> index_;
};

}  // namespace vcenter_connector::routing
