// Which events have been read already, as far back as reading may overlap.
#pragma once

#include "vcenter_connector/base/event_mark.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace vcenter_connector::policy {

using event_mark = base::event_mark;

/// Neither the order of keys against times nor whether `beginTime` is inclusive is documented, so every new
/// collector overlaps with what was read, and this tells what is new. Bounded: it remembers events since the
/// last `overlap` before the newest one that had been read when reading caught up, and at most `capacity`.
class event_window {
public:
    /// `begin`: vCenter's own time at which reading starts. Earlier events are not wanted.
    explicit event_window(base::wall_time begin, base::duration overlap = std::chrono::seconds(60),
                          std::size_t capacity = 50'000);

    /// Goes on where reading was left: `begin` is what `safe_from` was then, `last` what was taken last, and
    /// `known` what was taken of the time since `begin`; older events are not wanted. A new collector begins
    /// early enough to show `last` again.
    event_window(base::wall_time begin, std::optional<event_mark> last, std::span<const event_mark> known,
                 base::duration overlap = std::chrono::seconds(60), std::size_t capacity = 50'000);

    /// Whether the event still has to be taken, when it was found by a collector that begins at `floor`: what
    /// is older was not asked for, whatever the server sends.
    bool is_new(const event_mark& mark, base::wall_time floor) const;

    /// The event has been committed. What is older is not forgotten yet: it may be read only afterwards, or
    /// once more.
    void take(const event_mark& mark);

    /// Nothing is left to be read, as far as can be known: moves `resume_from` on, but never near or beyond
    /// vCenter's present time: a host whose clock runs ahead makes events of the future.
    void caught_up(base::wall_time now_there);

    /// vCenter's present time. When its clock was set back, events from now on are wanted all the same.
    void clock_is(base::wall_time now_there);

    /// Gives up what is older: it is not wanted any more.
    void skip_to(base::wall_time begin);

    /// The event with the latest time (the last taken of equal ones); empty when nothing was taken yet.
    std::optional<event_mark> newest() const noexcept { return newest_; }

    /// The newest event that was there when reading began, and was not wanted. Counts until one is taken.
    void baseline(const event_mark& mark)
    {
        if (!last_)
            last_ = mark;
    }

    /// The event that was taken last, or the baseline: all that vCenter shows after it is unread.
    std::optional<event_mark> last() const noexcept { return last_; }

    /// The event that was taken last; empty when none was.
    std::optional<event_mark> last_taken() const noexcept { return newest_ ? last_ : std::nullopt; }

    /// The events that are remembered, oldest first.
    std::vector<event_mark> known() const { return {taken_.begin(), taken_.end()}; }

    /// How many events are remembered.
    std::size_t size() const noexcept { return taken_.size(); }

    /// Where a new collector has to begin so that nothing is missed; at the same time the oldest time of
    /// which it is known what was taken.
    base::wall_time resume_from() const noexcept { return horizon_; }

    /// Everything before this time was read, when this window ends here: what a checkpoint says. Later than
    /// `resume_from` when vCenter has been quiet: then it is known that nothing happened.
    base::wall_time safe_from() const noexcept { return std::max(horizon_, quiet_until_); }

private:
    struct earlier {
        bool operator()(const event_mark& a, const event_mark& b) const noexcept
        {
            return std::pair(a.time, a.key) < std::pair(b.time, b.key);
        }
    };

    base::duration overlap_;
    std::size_t capacity_;
    base::wall_time begin_;
    base::wall_time horizon_;
    base::wall_time quiet_until_;
    std::optional<event_mark> newest_;
    std::optional<event_mark> last_;
    std::set<event_mark, earlier> taken_;
};

}  // namespace vcenter_connector::policy
