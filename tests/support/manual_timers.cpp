#include "support/manual_timers.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace vcenter_connector::test {
namespace asio = boost::asio;

// The steady_timer never expires by itself: it is only something to suspend on.
class manual_timers::manual_alarm final : public net::alarm {
public:
    explicit manual_alarm(manual_timers& owner) : owner_(owner), timer_(owner.context_) {}
    ~manual_alarm() override { std::erase(owner_.waiting_, this); }

    asio::awaitable<void> wait_until(base::steady_time when) override
    {
        if (!rung_ && when > owner_.now_) {
            when_ = when;
            owner_.waiting_.push_back(this);
            timer_.expires_at(base::steady_time::max());
            co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
            std::erase(owner_.waiting_, this);
        }
        rung_ = false;
    }

    void ring() override
    {
        rung_ = true;
        wake();
    }

    void wake() { timer_.cancel(); }
    base::steady_time when() const noexcept { return when_; }

private:
    manual_timers& owner_;
    asio::steady_timer timer_;
    base::steady_time when_{};
    bool rung_ = false;
};

manual_timers::~manual_timers() = default;

base::wall_time manual_timers::wall() const noexcept
{
    using namespace std::chrono;
    return sys_days(year(2024) / 3 / 1) +
           duration_cast<base::wall_time::duration>(now_ - base::steady_time(hours(1000)));
}

std::unique_ptr<net::alarm> manual_timers::make_alarm()
{
    return std::make_unique<manual_alarm>(*this);
}

void manual_timers::settle()
{
    do
        context_.restart();
    while (context_.poll() > 0);
}

base::steady_time manual_timers::next_alarm() const noexcept
{
    auto first = base::steady_time::max();
    for (const auto* alarm : waiting_)
        first = std::min(first, alarm->when());
    return first;
}

void manual_timers::advance(base::duration by)
{
    const auto end = now_ + by;
    settle();
    while (true) {
        const auto next = next_alarm();
        if (next > end)
            break;
        now_ = std::max(now_, next);
        const auto waiting = waiting_;
        for (auto* alarm : waiting)
            if (alarm->when() <= now_)
                alarm->wake();
        settle();
    }
    now_ = end;
}

void manual_timers::spawn(asio::awaitable<void> task)
{
    asio::co_spawn(context_, std::move(task), [](std::exception_ptr e) {
        if (e)
            std::rethrow_exception(e);
    });
}

}  // namespace vcenter_connector::test
