#include "vcenter_connector/policy/begin.hpp"

#include <algorithm>

namespace vcenter_connector::policy {
namespace {

using kind = base::starting_point::kind;

base::wall_time earlier(base::wall_time time, std::chrono::nanoseconds by)
{
    return time - std::min<base::wall_time::duration>(
                      std::chrono::duration_cast<base::wall_time::duration>(by), time - before_every_event);
}

begin_decision begin_anew(base::wall_time now_there, const base::starting_point& start)
{
    switch (start.what) {
    case kind::oldest: return {before_every_event, begin_reason::starting_point};
    case kind::ago: return {earlier(now_there, start.back), begin_reason::starting_point};
    case kind::at:
        if (start.time > now_there)
            return {now_there, begin_reason::start_in_future};
        return {std::max(start.time, before_every_event), begin_reason::starting_point};
    case kind::now: break;
    }
    return {now_there, begin_reason::starting_point};
}

}  // namespace

begin_decision where_to_begin(std::optional<base::wall_time> left, base::wall_time now_there,
                              const base::starting_point& start, base::duration max_age)
{
    now_there = std::max(now_there, before_every_event);
    if (!left)
        return begin_anew(now_there, start);
    if (*left > now_there)
        return {now_there, begin_reason::checkpoint_in_future};
    const auto limit = earlier(now_there, max_age);
    if (*left < limit)
        return {limit, begin_reason::checkpoint_too_old};
    return {*left, begin_reason::checkpoint};
}

}  // namespace vcenter_connector::policy
