// The deliveries of one function, in memory.
#pragma once

#include "vcenter_connector/store/journal.hpp"

#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace vcenter_connector::store {

class function_queue {
public:
    void add(delivery d);
    void remove(std::int64_t id);
    /// Null when it is not there.
    delivery* find(std::int64_t id);

    /// As `journal::read` does. Looks at a few thousand deliveries at most and then stops early.
    claimed read(const claim& what) const;

    bool empty() const noexcept { return deliveries_.empty(); }
    /// Id of the newest delivery; the queue must not be empty.
    std::int64_t newest() const { return deliveries_.rbegin()->first; }

private:
    claimed read_object(const claim& what) const;

    std::map<std::int64_t, delivery> deliveries_;
    std::set<std::pair<std::string_view, std::int64_t>> by_object_;  // texts are those of the events
};

}  // namespace vcenter_connector::store
