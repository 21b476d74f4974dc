// The timer port: a clock and alarms that follow it. Tests put a clock of their own behind it.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>

namespace vcenter_connector::net {

/// Wakes one waiting coroutine at a time, or earlier when somebody rings.
class alarm {
public:
    virtual ~alarm() = default;

    /// Suspends until `when` or until `ring`. A ring while nobody waits is kept: the next wait returns at
    /// once. One waiter at a time.
    virtual boost::asio::awaitable<void> wait_until(base::steady_time when) = 0;
    virtual void ring() = 0;

    /// Suspends until `ring`.
    boost::asio::awaitable<void> wait() { return wait_until(base::steady_time::max()); }
};

class timers : public base::clock {
public:
    /// The alarm must not outlive this object.
    virtual std::unique_ptr<alarm> make_alarm() = 0;
};

/// Timers on the system's clocks.
std::unique_ptr<timers> make_timers(boost::asio::any_io_executor executor);

}  // namespace vcenter_connector::net
