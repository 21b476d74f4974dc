#include "vcenter_connector/policy/event_window.hpp"

#include <algorithm>

namespace vcenter_connector::policy {

event_window::event_window(base::wall_time begin, base::duration overlap, std::size_t capacity)
    : overlap_(overlap), capacity_(capacity), begin_(begin), horizon_(begin)
{
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
    if (!newest_)
        return;
    const auto overlap = std::chrono::duration_cast<base::wall_time::duration>(overlap_);
    horizon_ = std::max(horizon_, std::min(newest_->time, now_there) - overlap);
    while (!taken_.empty() && taken_.begin()->time < horizon_)
        taken_.erase(taken_.begin());
}

void event_window::clock_is(base::wall_time now_there)
{
    if (horizon_ <= now_there)
        return;
    horizon_ = now_there - std::chrono::duration_cast<base::wall_time::duration>(overlap_);
    begin_ = std::min(begin_, horizon_);
}

}  // namespace vcenter_connector::policy
