// A worker without a thread: jobs run where they are handed over, or when the test says so.
#pragma once

#include "vcenter_connector/store/worker.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <deque>
#include <utility>

namespace vcenter_connector::test {

class inline_worker final : public store::worker {
public:
    explicit inline_worker(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

    void run(std::function<void()> job, std::function<void()> done) override
    {
        tasks_.push_back({std::move(job), std::move(done)});
        if (!held_)
            work();
    }

    /// Jobs wait until `release`.
    void hold() noexcept { held_ = true; }
    void release()
    {
        held_ = false;
        work();
    }
    std::size_t waiting() const noexcept { return tasks_.size(); }

private:
    struct task {
        std::function<void()> job;
        std::function<void()> done;
    };

    void work()
    {
        while (!tasks_.empty()) {
            auto next = std::move(tasks_.front());
            tasks_.pop_front();
            next.job();
            boost::asio::post(executor_, std::move(next.done));
        }
    }

    boost::asio::any_io_executor executor_;
    std::deque<task> tasks_;
    bool held_ = false;
};

}  // namespace vcenter_connector::test
