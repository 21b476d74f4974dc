// One function's queue as far as it was read, and the lanes of its objects. Known to claims.cpp only.
#pragma once

#include "vcenter_connector/policy/claims.hpp"

#include <deque>
#include <unordered_map>

namespace vcenter_connector::policy {

// The deliveries of one object that were read with `ordering::object` and are in memory.
struct claim_lane {
    std::size_t kept = 0;
    claims::id last = 0;   // all up to here were read
    bool parked = false;   // there may be more between `last` and the function's `scanned`
    bool failing = false;  // not to be read on until its head has ended
    bool hungry = false;   // stands in the function's queue of lanes to be read
    bool mixed = false;    // some of the object were read with another order and may be in memory, too
};

// All deliveries up to `scanned` were read, those of parked lanes excepted.
struct claimed_function {
    using id = claims::id;

    std::string_view name;  // the key in the map of functions
    id scanned = 0;
    id newest = 0;
    std::size_t kept = 0;
    std::size_t bytes = 0;
    std::size_t parked = 0;
    std::unordered_map<std::string, claim_lane> lanes;
    std::deque<std::string> hungry;
    std::shared_ptr<const claims::object_set> except;  // null: to be made anew
    base::ordering order = base::ordering::object;     // of the last read
    bool reading = false;
    bool queued = false;     // in `turns` or `for_window`
    bool no_window = false;  // in `for_window`
    bool scan_next = false;  // it is the turn of the scan, not of a hungry lane

    bool unread() const noexcept { return scanned < newest || parked > 0; }

    void park(claim_lane& l, id last);
    void unpark(claim_lane& l);
    /// Queues a lane to be read when it has room for more.
    void feed(const std::string& object, claim_lane& l, std::size_t per_lane);
    /// Drops from the front of the queue what is not to be read any more.
    void drop_sated();

    /// Lets the request ask for the lane that is first in the queue, or for what was never read.
    void aim_at_lane(claims::request& what, std::size_t per_lane);
    void aim_at_scan(claims::request& what);

    /// Whether the delivery is kept.
    bool keep_scanned(const claims::piece& p, base::ordering order, std::size_t per_lane);
    /// Whether the `count` deliveries that the request brought are kept.
    bool keep_lane(const claims::request& what, std::size_t count, id reached, std::size_t per_lane);
};

}  // namespace vcenter_connector::policy
