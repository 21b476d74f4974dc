// How long to wait before a vCenter is tried again.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/result.hpp"

#include <functional>
#include <string>

namespace vcenter_connector::policy {

/// Delays between connects. Two ladders: one for a vCenter that is away, short enough that events flow again
/// within seconds of its return; one for refused logins, slow enough that no account is locked (vCenter's
/// default locks after 5 failures within 180 s).
class reconnect {
public:
    /// `random` gives numbers in [0, 1).
    explicit reconnect(std::function<double()> random) : random_(std::move(random)) {}

    /// The wait after this failure. The first lost session costs none.
    base::duration after(const base::failure& why);

    /// The connector read events or waited in vain for some: all ladders begin anew.
    void connected() noexcept;

private:
    std::function<double()> random_;
    unsigned failures_ = 0;
    unsigned refusals_ = 0;
};

/// What an operator should do about a failure; empty when there is nothing but to wait.
std::string cure_for(const base::failure& why);

}  // namespace vcenter_connector::policy
