#include "vcenter_connector/policy/backoff.hpp"

#include <algorithm>

namespace vcenter_connector::policy {

base::duration backoff_bound(const backoff_limits& limits, unsigned failures) noexcept
{
    base::duration bound = std::min(limits.first, limits.longest);
    for (unsigned i = 1; i < failures && bound < limits.longest; ++i)
        bound = bound > limits.longest / 2 ? limits.longest : bound * 2;
    return bound;
}

base::duration backoff(const backoff_limits& limits, unsigned failures, double random,
                       std::optional<base::duration> retry_after) noexcept
{
    const auto bound = static_cast<double>(backoff_bound(limits, failures).count());
    const base::duration wait(static_cast<base::duration::rep>(bound * std::clamp(random, 0.0, 1.0)));
    return std::max(wait, retry_after.value_or(base::duration::zero()));
}

}  // namespace vcenter_connector::policy
