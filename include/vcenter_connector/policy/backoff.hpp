// How long to wait before trying again.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <chrono>
#include <optional>

namespace vcenter_connector::policy {

struct backoff_limits {
    base::duration first = std::chrono::seconds(1);    ///< upper bound of the wait after one failure
    base::duration longest = std::chrono::minutes(5);  ///< upper bound of every wait
};

/// The upper bound of the wait after `failures` failures (1 or more): `first`, doubled with each further one,
/// never over `longest`.
base::duration backoff_bound(const backoff_limits& limits, unsigned failures) noexcept;

/// Full jitter: `random`, from 0 up to but not including 1, picks a point between zero and the bound, so that
/// many deliveries that failed together do not come back together. Never less than `retry_after`.
base::duration backoff(const backoff_limits& limits, unsigned failures, double random,
                       std::optional<base::duration> retry_after = std::nullopt) noexcept;

}  // namespace vcenter_connector::policy
