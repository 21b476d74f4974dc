#include "vcenter_connector/dispatch/dispatcher.hpp"

#include "desk.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace vcenter_connector::dispatch {
namespace {

namespace asio = boost::asio;
using base::steady_time;

std::function<double()> own_generator()
{
    return [engine = std::mt19937_64(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
    };
}

dispatcher_options completed(dispatcher_options options)
{
    options.max_in_flight = std::max<std::size_t>(options.max_in_flight, 1);
    if (!options.random)
        options.random = own_generator();
    return options;
}

class lane_dispatcher final : public dispatcher {
public:
    lane_dispatcher(desk_ports ports, dispatcher_options options)
        : timers_(ports.timers), topics_(ports.topics), durable_(ports.journal.durable()),
          options_(completed(std::move(options))), wake_(timers_.make_alarm()), tasks_(*wake_),
          desk_(ports, options_, tasks_, *wake_)
    {
    }

    asio::awaitable<delivery_counts> run() override
    {
        tasks_.runs_on(co_await asio::this_coro::executor);
        // How a function wants to be invoked, and in which order, stands in its annotations.
        [[maybe_unused]] const auto map = co_await topics_.first();
        tasks_.spawn(desk_.claims().watch_news());
        while (!finished()) {
            desk_.send_ready();
            co_await wake_->wait_until(std::min(desk_.next_send(), deadline_));
        }
        desk_.claims().stop();
        desk_.stop_sending();
        desk_.abort();
        while (tasks_.count() > 0)
            co_await wake_->wait();
        co_return counts();
    }

    void stop(steady_time deadline) override
    {
        deadline_ = std::min(deadline, deadline_);
        stopping_ = true;
        if (durable_) {
            desk_.claims().stop();
            desk_.stop_sending();
        }
        wake_->ring();
    }

    delivery_counts counts() const noexcept override { return desk_.counts(); }

private:
    bool finished()
    {
        if (!stopping_)
            return false;
        if (timers_.now() >= deadline_)
            return true;
        const bool all_read = durable_ || desk_.claims().idle();
        return all_read && desk_.quiet() && desk_.next_send() >= deadline_;
    }

    net::timers& timers_;
    gateway::topic_map_keeper& topics_;
    bool durable_;
    dispatcher_options options_;
    std::unique_ptr<net::alarm> wake_;
    task_group tasks_;
    desk desk_;
    bool stopping_ = false;  // `stop` was called
    steady_time deadline_ = steady_time::max();
};

}  // namespace

std::unique_ptr<dispatcher> make_dispatcher(store::journal& journal, gateway::invoker& invoker,
                                            gateway::topic_map_keeper& topics, net::timers& timers,
                                            base::log& log, dispatcher_options options)
{
    const desk_ports ports{journal, invoker, topics, timers, log};
    return std::make_unique<lane_dispatcher>(ports, std::move(options));
}

}  // namespace vcenter_connector::dispatch
