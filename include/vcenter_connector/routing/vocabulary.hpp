// The names that a vCenter can send, as far as they are known.
#pragma once

#include "vcenter_connector/events/names.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// Immutable after construction.
class vocabulary {
public:
    /// Every class of the class table. Which EventTypeIds there are depends on the vCenter and its
    /// extensions.
    vocabulary();
    /// What one vCenter says that it can send: all of it, with every EventTypeId.
    explicit vocabulary(std::vector<events::event_names> catalogue);

    /// What can be sent, each once.
    const std::vector<events::event_names>& events() const noexcept { return events_; }
    /// Whether no other EventTypeId can come than those of `events`.
    bool complete() const noexcept { return complete_; }

    /// What is sent by that name: a topic, a class, an EventTypeId. Null when nothing is known by it.
    const events::event_names* find(std::string_view name) const noexcept;

    /// Whether `name` looks like an EventTypeId that is not among `events`: dotted, and it begins as those of
    /// VMware, or as a domain name turned round does. A pattern counts by its first token. Never when
    /// complete.
    bool may_be_type_id(std::string_view name) const noexcept;

    /// The name that `wrong` most likely means: another case of letters, other separators, an `Event` too
    /// much or missing, a few letters apart. A pattern gives a pattern. Empty when none is near.
    std::string nearest(std::string_view wrong) const;

private:
    std::vector<events::event_names> events_;
    bool complete_ = false;
};

}  // namespace vcenter_connector::routing
