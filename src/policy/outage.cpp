#include "vcenter_connector/policy/outage.hpp"

#include <algorithm>

namespace vcenter_connector::policy {

bool outage::failed(base::steady_time now, bool probe) noexcept
{
    const bool begins = !active();
    if (begins) {
        began_ = now;
        wait_ = limits_.first_probe;
    } else if (probe) {
        wait_ = std::min(wait_ * 2, limits_.longest);
    } else {
        return false;
    }
    probe_at_ = now + wait_;
    return begins;
}

std::optional<base::duration> outage::answered(base::steady_time now, bool probe) noexcept
{
    if (!active() || !probe)
        return std::nullopt;
    const base::duration lasted = now - *began_;
    ended_total_ += lasted;
    began_.reset();
    return lasted;
}

base::duration outage::total(base::steady_time now) const noexcept
{
    return active() ? ended_total_ + (now - *began_) : ended_total_;
}

}  // namespace vcenter_connector::policy
