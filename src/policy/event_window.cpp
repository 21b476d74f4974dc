#include "vcenter_connector/policy/event_window.hpp"

#include <algorithm>

namespace vcenter_connector::policy {
namespace {

using wall_duration = base::wall_time::duration;

// An event may be written down later than it happened. While vCenter is quiet nothing else says how far
// reading has got, and nothing is lost by a wide margin.
constexpr wall_duration late_arrival = std::chrono::minutes(5);

}  // namespace

event_window::event_window(base::wall_time begin, base::duration overlap, std::size_t capacity)
    : overlap_(overlap), capacity_(capacity), begin_(begin), horizon_(begin), quiet_until_(begin)
{
}

event_window::event_window(base::wall_time begin, std::optional<event_mark> last,
                           std::span<const event_mark> known, base::duration overlap, std::size_t capacity)
    : event_window(begin, overlap, capacity)
{
    for (const auto& mark : known)
        if (mark.time >= begin)
            take(mark);
    begin_ = horizon_;
    if (!last)
        return;
    if (!newest_ || last->time > newest_->time)
        newest_ = last;
    last_ = last;
    horizon_ = std::min(horizon_, last->time);
}

bool event_window::is_new(const event_mark& mark, base::wall_time floor) const
{
    return mark.time >= std::max(floor, begin_) && taken_.count(mark) == 0;
}

void event_window::take(const event_mark& mark)
{
    taken_.insert(mark);
    last_ = mark;
    if (!newest_ || mark.time >= newest_->time)
        newest_ = mark;
    while (taken_.size() > capacity_) {
        // A tick past what is forgotten, so that the horizon never claims to know of it.
        horizon_ = std::max(horizon_, taken_.begin()->time + base::wall_time::duration(1));
        taken_.erase(taken_.begin());
    }
}

void event_window::caught_up(base::wall_time now_there)
{
    quiet_until_ = std::max(quiet_until_, now_there - late_arrival);
    if (!newest_)
        return;
    const auto overlap = std::chrono::duration_cast<wall_duration>(overlap_);
    horizon_ = std::max(horizon_, std::min(newest_->time, now_there) - overlap);
    while (!taken_.empty() && taken_.begin()->time < horizon_)
        taken_.erase(taken_.begin());
}

void event_window::clock_is(base::wall_time now_there)
{
    const auto back = now_there - std::chrono::duration_cast<wall_duration>(overlap_);
    quiet_until_ = std::min(quiet_until_, back);
    if (horizon_ <= now_there && begin_ <= now_there)
        return;
    begin_ = std::min(begin_, back);
    horizon_ = std::min(horizon_, back);
}

void event_window::skip_to(base::wall_time begin)
{
    begin_ = horizon_ = quiet_until_ = begin;
    last_.reset();
    newest_.reset();
    while (!taken_.empty() && taken_.begin()->time < begin)
        taken_.erase(taken_.begin());
}

}  // namespace vcenter_connector::policy
