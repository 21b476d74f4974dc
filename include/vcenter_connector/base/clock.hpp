// The clock port. The core is handed times and never asks; use cases ask this.
#pragma once

#include <chrono>

namespace vcenter_connector::base {

using steady_time = std::chrono::steady_clock::time_point;
using duration = std::chrono::steady_clock::duration;
/// Wall-clock time with microseconds or better, UTC.
using wall_time = std::chrono::system_clock::time_point;

class clock {
public:
    virtual ~clock() = default;
    /// Monotonic; for intervals and deadlines.
    virtual steady_time now() const noexcept = 0;
    /// For people and for payloads; may jump.
    virtual wall_time wall() const noexcept = 0;
};

}  // namespace vcenter_connector::base
