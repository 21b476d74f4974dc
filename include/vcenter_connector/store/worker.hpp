// The worker port: where a journal's disk calls run, away from the event loop.
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>

namespace vcenter_connector::store {

class worker {
public:
    virtual ~worker() = default;

    /// Runs `job` elsewhere, one job at a time, in the order of the calls; then `done` on the executor of the
    /// caller, in the same order. Returns at once. Neither may throw.
    virtual void run(std::function<void()> job, std::function<void()> done) = 0;
};

/// A thread of its own; each `done` is posted to `executor`. The destructor runs every job that was handed
/// over before it returns, and their `done` only if the executor's context still runs.
std::unique_ptr<worker> make_thread_worker(boost::asio::any_io_executor executor);

}  // namespace vcenter_connector::store
