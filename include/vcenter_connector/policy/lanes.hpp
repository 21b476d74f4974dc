// Ordering lanes: which delivery may go next.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

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

    /// `capacity`: deliveries held, in flight or not. `group_limit`: in flight per group, at least 1.
    lanes(std::size_t capacity, std::size_t group_limit);
    lanes(const lanes&) = delete;
    lanes& operator=(const lanes&) = delete;
    ~lanes();

    /// Adds a delivery at the end of its lane. `group` names the function, `object` the lane within it; an
    /// empty object is a lane of its own. Ids are unique and grow. The capacity is advice to the caller (see
    /// `room`), not enforced.
    void add(id delivery, std::string_view group, std::string_view object);

    /// The next delivery that may go at `now`; it is in flight from then on. Empty when there is none.
    std::optional<id> next(base::steady_time now);

    /// When `next` may have something, if nothing is added or ends before: `steady_time::min()` when it has
    /// something already, `steady_time::max()` when everything waits for what is in flight.
    base::steady_time wake_at() const noexcept;

    /// Takes out a delivery that is in flight; its lane goes on.
    void finished(id delivery);

    /// Puts a delivery that is in flight back at the head of its lane, not to go before `not_before`.
    void retry(id delivery, base::steady_time not_before);

    std::size_t size() const noexcept;
    std::size_t in_flight() const noexcept;
    /// How many more fit.
    std::size_t room() const noexcept;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace vcenter_connector::policy
