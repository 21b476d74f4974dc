// Whether a function is worth asking: a broken one is probed now and then instead of being hammered.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace vcenter_connector::policy {

struct circuit_limits {
    std::size_t failures = 5;                              ///< different deliveries, to open it
    base::duration first_probe = std::chrono::seconds(1);  ///< after it opened
    base::duration longest = std::chrono::seconds(30);     ///< between probes, which double up to it
};

/// Of one function. It opens when several different deliveries failed and none succeeded in between: one
/// delivery that fails over and over says something of the delivery, not of the function.
class circuit {
public:
    explicit circuit(circuit_limits limits = {}) noexcept : limits_(limits) {}

    bool open() const noexcept { return opened_.has_value(); }

    /// An attempt failed. True when the circuit opens with it. While it is open only a failed `probe` counts,
    /// and puts the next one off. `random`: from 0 up to but not including 1; a wait is between half of its
    /// bound and the bound.
    bool failed(base::steady_time now, std::int64_t delivery, bool probe, double random);

    /// The same for an answer that says at once that asking makes no sense: opens without counting.
    bool refused(base::steady_time now, bool probe, double random) noexcept;

    /// The function answered. When that closes the circuit: how long it was open.
    std::optional<base::duration> answered(base::steady_time now) noexcept;

    /// When the next probe is due; only while open.
    base::steady_time probe_at() const noexcept { return probe_at_; }

    /// Different deliveries that failed since the last answer; not counted beyond the limit.
    std::size_t failures() const noexcept { return failed_.size(); }

private:
    void plan_probe(base::steady_time now, double random) noexcept;

    circuit_limits limits_;
    std::vector<std::int64_t> failed_;
    std::optional<base::steady_time> opened_;
    base::steady_time probe_at_{};
    base::duration wait_{};
};

}  // namespace vcenter_connector::policy
