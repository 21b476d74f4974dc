#include "vcenter_connector/net/timers.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace vcenter_connector::net {
namespace {

namespace asio = boost::asio;

class system_alarm final : public alarm {
public:
    explicit system_alarm(const asio::any_io_executor& executor) : timer_(executor) {}

    asio::awaitable<void> wait_until(base::steady_time when) override
    {
        if (!rung_) {
            timer_.expires_at(when);
            co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        rung_ = false;
    }

    void ring() override
    {
        rung_ = true;
        timer_.cancel();
    }

private:
    asio::steady_timer timer_;
    bool rung_ = false;
};

class system_timers final : public timers {
public:
    explicit system_timers(asio::any_io_executor executor) : executor_(std::move(executor)) {}

    base::steady_time now() const noexcept override { return std::chrono::steady_clock::now(); }
    base::wall_time wall() const noexcept override { return std::chrono::system_clock::now(); }
    std::unique_ptr<alarm> make_alarm() override { return std::make_unique<system_alarm>(executor_); }

private:
    asio::any_io_executor executor_;
};

}  // namespace

std::unique_ptr<timers> make_timers(asio::any_io_executor executor)
{
    return std::make_unique<system_timers>(std::move(executor));
}

}  // namespace vcenter_connector::net
