#include "vcenter_connector/policy/circuit.hpp"

#include <algorithm>

namespace vcenter_connector::policy {

bool circuit::failed(base::steady_time now, std::int64_t delivery, bool probe, double random)
{
    if (!open()) {
        if (std::find(failed_.begin(), failed_.end(), delivery) == failed_.end())
            failed_.push_back(delivery);
        if (failed_.size() < limits_.failures)
            return false;
    }
    return refused(now, probe, random);
}

bool circuit::refused(base::steady_time now, bool probe, double random) noexcept
{
    if (open()) {
        if (probe) {
            wait_ = std::min(wait_ * 2, limits_.longest);
            plan_probe(now, random);
        }
        return false;
    }
    opened_ = now;
    wait_ = limits_.first_probe;
    plan_probe(now, random);
    return true;
}

std::optional<base::duration> circuit::answered(base::steady_time now) noexcept
{
    failed_.clear();
    if (!open())
        return std::nullopt;
    const base::duration lasted = now - *opened_;
    opened_.reset();
    return lasted;
}

void circuit::plan_probe(base::steady_time now, double random) noexcept
{
    const auto half = wait_ / 2;
    const auto extra = static_cast<double>(half.count()) * std::clamp(random, 0.0, 1.0);
    probe_at_ = now + half + base::duration(static_cast<base::duration::rep>(extra));
}

}  // namespace vcenter_connector::policy
