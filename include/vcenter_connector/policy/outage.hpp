// Whether the gateway can be asked at the moment: pauses everything while it cannot, and probes.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <chrono>
#include <optional>

namespace vcenter_connector::policy {

struct outage_limits {
    base::duration first_probe = std::chrono::milliseconds(250);  ///< after the outage began
    base::duration longest = std::chrono::seconds(5);             ///< between probes, which double up to it
};

/// During an outage one request at a time goes out as a probe; the first one that gets an answer ends it.
class outage {
public:
    explicit outage(outage_limits limits = {}) noexcept : limits_(limits) {}

    bool active() const noexcept { return began_.has_value(); }

    /// The gateway could not be asked. True when an outage begins with it: the time to say so. During one it
    /// counts as a failed probe if `probe`, and otherwise changes nothing.
    bool failed(base::steady_time now, bool probe) noexcept;

    /// The gateway answered. When that ends an outage: how long it lasted. During one, only a probe counts:
    /// an older request may have been answered before the gateway went.
    std::optional<base::duration> answered(base::steady_time now, bool probe) noexcept;

    /// When the next probe is due; only during an outage.
    base::steady_time probe_at() const noexcept { return probe_at_; }

    /// Time spent in outages so far, the present one included. What is older than it has not aged meanwhile.
    base::duration total(base::steady_time now) const noexcept;

private:
    outage_limits limits_;
    std::optional<base::steady_time> began_;
    base::steady_time probe_at_{};
    base::duration wait_{};
    base::duration ended_total_{};
};

}  // namespace vcenter_connector::policy
