// Where the reading of a vCenter begins.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/starting_point.hpp"

#include <optional>

namespace vcenter_connector::policy {

enum class begin_reason {
    checkpoint,            ///< reading goes on where it was left
    checkpoint_too_old,    ///< it was left longer ago than is allowed: what lies between is skipped
    checkpoint_in_future,  ///< vCenter's clock is behind the checkpoint: set back, or restored from a backup
    starting_point,        ///< nothing was read before: the setting counts
    start_in_future,       ///< the same, and the setting lies in vCenter's future: its present time counts
};

struct begin_decision {
    base::wall_time from;  ///< vCenter's time
    begin_reason reason = begin_reason::starting_point;
    friend bool operator==(const begin_decision&, const begin_decision&) = default;
};

/// Earlier than any event: no vCenter is that old.
inline constexpr base::wall_time before_every_event{std::chrono::seconds(946'684'800)};

/// `left`: from where a checkpoint has reading begin; empty when there is none. `now_there`: vCenter's
/// present time. `max_age`: how far before it a checkpoint may reach; a starting point may reach further.
begin_decision where_to_begin(std::optional<base::wall_time> left, base::wall_time now_there,
                              const base::starting_point& start, base::duration max_age);

}  // namespace vcenter_connector::policy
