// When a delivery is given up.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <chrono>

namespace vcenter_connector::policy {

/// The defaults are generous: with the default backoff fifty attempts last about an hour and a half, longer
/// than most redeployments and incidents, and a Retry-After can stretch that to a day. What one event does to
/// a broken function is bounded by the same: it holds back only later events of its own object.
struct delivery_limits {
    unsigned max_attempts = 50;
    base::duration max_age = std::chrono::hours(24);  ///< since the first attempt, pauses left out
};

/// Whether a delivery that has failed `attempts` times, first tried `age` ago, is to be given up.
constexpr bool exhausted(const delivery_limits& limits, unsigned attempts, base::duration age) noexcept
{
    return attempts >= limits.max_attempts || age >= limits.max_age;
}

}  // namespace vcenter_connector::policy
