// Ordering lanes: which delivery may go next.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace vcenter_connector::policy {

/// Holds deliveries by their id, each in a lane. Of one lane at most one delivery is in flight, and they go
/// in the order in which they were added; one that failed stays at the head of its lane and holds up what is
/// behind it, and nothing else. The lanes of a function form a group. Groups take turns, and none has more in
/// flight than a limit, so that a slow or failing function leaves room for the others; within a group the
/// oldest delivery goes first.
///
/// A pure structure: it knows no time but the one it is handed. Every operation takes O(log n).
class lanes {
public:
    using id = std::int64_t;

    static constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

    /// `group_limit`: in flight per group, at least 1.
    explicit lanes(std::size_t group_limit);
    lanes(const lanes&) = delete;
    lanes& operator=(const lanes&) = delete;
    ~lanes();

    /// Adds a delivery at the end of its lane. `group` names the function, `object` the lane within it; an
    /// empty object is a lane of its own. Ids are unique. It does not go before `not_before`.
    void add(id delivery, std::string_view group, std::string_view object,
             base::steady_time not_before = base::steady_time::min());

    /// Limits what is in flight of one group further; 0: nothing is sent. Stays in force until it is lifted
    /// with `no_limit`, whether the group has deliveries or not.
    void limit(std::string_view group, std::size_t in_flight);

    /// The next delivery that may go at `now`; it is in flight from then on. Empty when there is none.
    std::optional<id> next(base::steady_time now);

    /// When `next` may have something, if nothing is added or ends before: `steady_time::min()` when it has
    /// something already, `steady_time::max()` when everything waits for what is in flight.
    base::steady_time wake_at() const noexcept;

    /// A delivery is not in flight any more, but stays at the head of its lane, not to be sent again: others
    /// may be sent in its place, those of its lane not before `finished`.
    void answered(id delivery);

    /// Takes out a delivery that is in flight or was answered; its lane goes on.
    void finished(id delivery);

    /// Puts a delivery that is in flight back at the head of its lane, not to go before `not_before`.
    void retry(id delivery, base::steady_time not_before);

    /// Takes out everything behind the head of its lane: what was taken out, in order.
    std::vector<id> drop_behind(id head);

    std::size_t size() const noexcept;
    std::size_t in_flight() const noexcept;
    /// Of one group.
    std::size_t in_flight(std::string_view group) const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace vcenter_connector::policy
