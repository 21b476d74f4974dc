// Where reading of a vCenter begins that has never been read before.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <chrono>

namespace vcenter_connector::base {

struct starting_point {
    enum class kind {
        now,     ///< at vCenter's present time
        oldest,  ///< with the oldest event that vCenter keeps
        ago,     ///< `back` before vCenter's present time
        at,      ///< at `time`, by vCenter's clock
    };
    kind what = kind::now;
    std::chrono::milliseconds back{0};
    wall_time time{};
    friend bool operator==(const starting_point&, const starting_point&) = default;
};

}  // namespace vcenter_connector::base
