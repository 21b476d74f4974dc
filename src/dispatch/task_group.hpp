// Coroutines that somebody waits for.
#pragma once

#include "vcenter_connector/net/timers.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <cstddef>
#include <exception>
#include <utility>

namespace vcenter_connector::dispatch {

/// Must outlive its tasks. An exception out of a task is a defect and leaves the event loop.
class task_group {
public:
    /// `bell` rings whenever a task has ended.
    explicit task_group(net::alarm& bell) noexcept : bell_(bell) {}

    void runs_on(boost::asio::any_io_executor executor) { executor_ = std::move(executor); }

    void spawn(boost::asio::awaitable<void> task)
    {
        ++count_;
        boost::asio::co_spawn(executor_, std::move(task), [this](std::exception_ptr e) {
            --count_;
            bell_.ring();
            if (e)
                std::rethrow_exception(e);
        });
    }

    std::size_t count() const noexcept { return count_; }

private:
    net::alarm& bell_;
    boost::asio::any_io_executor executor_;
    std::size_t count_ = 0;
};

}  // namespace vcenter_connector::dispatch
