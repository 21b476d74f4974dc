#include "vcenter_connector/local_gateway/async_queue.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <deque>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace asio = boost::asio;

struct queue_state {
    async_work work;
    std::deque<async_call> waiting;
    std::size_t busy = 0;
    bool stopped = false;
};

asio::awaitable<void> make_calls(std::shared_ptr<queue_state> state)
{
    while (!state->waiting.empty()) {
        const async_call next = std::move(state->waiting.front());
        state->waiting.pop_front();
        try {
            co_await state->work(next);
        } catch (...) {
            // Nobody waits for this call; those behind it have to be made all the same.
            continue;
        }
    }
    --state->busy;
}

class memory_queue final : public async_queue {
public:
    memory_queue(asio::any_io_executor executor, std::size_t workers, std::size_t max_waiting,
                 async_work work)
        : executor_(std::move(executor)), workers_(workers), max_waiting_(max_waiting)
    {
        state_->work = std::move(work);
    }

    bool push(async_call call) override
    {
        if (state_->stopped || state_->waiting.size() >= max_waiting_)
            return false;
        state_->waiting.push_back(std::move(call));
        if (state_->busy < workers_) {
            ++state_->busy;
            asio::co_spawn(executor_, make_calls(state_), asio::detached);
        }
        return true;
    }

    std::size_t stop() override
    {
        state_->stopped = true;
        const auto lost = state_->waiting.size();
        state_->waiting.clear();
        return lost;
    }

private:
    asio::any_io_executor executor_;
    std::size_t workers_;
    std::size_t max_waiting_;
    std::shared_ptr<queue_state> state_ = std::make_shared<queue_state>();
};

}  // namespace

std::shared_ptr<async_queue> make_async_queue(asio::any_io_executor executor, std::size_t workers,
                                              std::size_t max_waiting, async_work work)
{
    return std::make_shared<memory_queue>(std::move(executor), workers, max_waiting, std::move(work));
}

}  // namespace vcenter_connector::local_gateway
