// The system's clock, running faster: minutes of backoff pass in a test's second.
#pragma once

#include "vcenter_connector/net/timers.hpp"

#include <memory>

namespace vcenter_connector::test {

/// `speed` times as fast as the clock of `inner`, from now on. `wall` is left as it is.
std::unique_ptr<net::timers> make_hasty_timers(std::unique_ptr<net::timers> inner, int speed);

}  // namespace vcenter_connector::test
