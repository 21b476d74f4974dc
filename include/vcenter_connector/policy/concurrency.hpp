// How many invocations of one function may be under way, by what the function itself says (429).
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <algorithm>
#include <cstddef>

namespace vcenter_connector::policy {

/// Halves with each round of refusals and grows by one with each success, up to `most`.
class concurrency {
public:
    /// `most`: at least 1.
    explicit concurrency(std::size_t most) noexcept : most_(most), limit_(most) {}

    std::size_t limit() const noexcept { return limit_; }
    bool reduced() const noexcept { return limit_ < most_; }

    /// An invocation that began at `begun` was refused at `now`, with `in_flight` under way, itself
    /// included. Those that had begun before the limit was lowered say nothing new.
    void refused(base::steady_time now, base::steady_time begun, std::size_t in_flight) noexcept
    {
        if (begun < lowered_)
            return;
        limit_ = std::max<std::size_t>(std::min(limit_, in_flight) / 2, 1);
        lowered_ = now;
    }

    void succeeded() noexcept { limit_ = std::min(limit_ + 1, most_); }

private:
    std::size_t most_;
    std::size_t limit_;
    base::steady_time lowered_ = base::steady_time::min();
};

}  // namespace vcenter_connector::policy
