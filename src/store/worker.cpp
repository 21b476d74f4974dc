#include "vcenter_connector/store/worker.hpp"

#include <boost/asio/post.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace vcenter_connector::store {
namespace {

class thread_worker final : public worker {
public:
    explicit thread_worker(boost::asio::any_io_executor executor)
        : executor_(std::move(executor)), thread_([this] { work(); })
    {
    }

    ~thread_worker() override
    {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }

    void run(std::function<void()> job, std::function<void()> done) override
    {
        {
            const std::lock_guard lock(mutex_);
            tasks_.push_back({std::move(job), std::move(done)});
        }
        changed_.notify_one();
    }

private:
    struct task {
        std::function<void()> job;
        std::function<void()> done;
    };

    void work()
    {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return stop_ || !tasks_.empty(); });
            if (tasks_.empty())
                return;
            auto next = std::move(tasks_.front());
            tasks_.pop_front();
            lock.unlock();
            next.job();
            next.job = nullptr;
            boost::asio::post(executor_, std::move(next.done));
            lock.lock();
        }
    }

    boost::asio::any_io_executor executor_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<task> tasks_;
    bool stop_ = false;
    std::thread thread_;  // last: it uses the others
};

}  // namespace

std::unique_ptr<worker> make_thread_worker(boost::asio::any_io_executor executor)
{
    return std::make_unique<thread_worker>(std::move(executor));
}

}  // namespace vcenter_connector::store
