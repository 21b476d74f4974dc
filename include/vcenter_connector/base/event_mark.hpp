// What tells one event of a vCenter from another.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <cstdint>

namespace vcenter_connector::base {

/// Keys alone may begin anew, overflow or repeat; times alone may be equal.
struct event_mark {
    std::int32_t key = 0;
    wall_time time;  ///< createdTime
    friend bool operator==(const event_mark&, const event_mark&) = default;
};

}  // namespace vcenter_connector::base
