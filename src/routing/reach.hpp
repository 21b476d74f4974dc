// What a part of a `topic` annotation can reach among the names that are known.
#pragma once

#include "vcenter_connector/routing/pattern.hpp"
#include "vcenter_connector/routing/vocabulary.hpp"

#include <vector>

namespace vcenter_connector::routing {

class reach {
public:
    reach(const pattern& p, const vocabulary& known);

    const pattern& part() const noexcept { return *part_; }
    std::size_t events() const noexcept { return count_; }
    bool has(std::size_t event) const noexcept { return events_[event]; }
    /// Whether it may apply to EventTypeIds that are not known.
    bool type_ids() const noexcept { return type_ids_; }
    bool nothing() const noexcept { return count_ == 0 && !type_ids_; }

    /// Whether it reaches everything that `other` does.
    bool covers(const reach& other) const;
    /// Whether there may be an event that both reach.
    bool meets(const reach& other) const;
    /// Of EventTypeIds that are not known.
    bool covers_type_ids(const reach& other) const;

private:
    const pattern* part_;
    std::vector<bool> events_;
    std::size_t count_ = 0;
    bool type_ids_ = false;
    bool any_type_id_ = false;  // it takes every EventEx and ExtendedEvent, whatever the id
};

}  // namespace vcenter_connector::routing
