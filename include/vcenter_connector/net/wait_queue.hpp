// Several coroutines that wait for something to change, woken one by one or all together.
#pragma once

#include "vcenter_connector/net/timers.hpp"

#include <deque>

namespace vcenter_connector::net {

/// One thread at a time. Must outlive the coroutines that wait in it, and `timers` must outlive both. A
/// coroutine that waits must not be cancelled: wake it instead.
class wait_queue {
public:
    explicit wait_queue(timers& t) noexcept : timers_(t) {}
    wait_queue(const wait_queue&) = delete;
    wait_queue& operator=(const wait_queue&) = delete;

    /// Suspends until woken; first come, first woken. A wake while nobody waits is not kept: check the
    /// condition first, and again afterwards.
    boost::asio::awaitable<void> wait()
    {
        const auto bell = timers_.make_alarm();
        waiting_.push_back(bell.get());
        co_await bell->wait();
    }

    void wake_one()
    {
        if (waiting_.empty())
            return;
        alarm* first = waiting_.front();
        waiting_.pop_front();
        first->ring();
    }

    void wake_all()
    {
        while (!waiting_.empty())
            wake_one();
    }

    bool empty() const noexcept { return waiting_.empty(); }

private:
    timers& timers_;
    std::deque<alarm*> waiting_;
};

}  // namespace vcenter_connector::net
