// A clock that stands still until the test moves it, and alarms that follow it.
#pragma once

#include "vcenter_connector/net/timers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>
#include <vector>

namespace vcenter_connector::test {

/// Everything in a test runs on `context`, which only this class runs: a test step is "let everything happen
/// that can happen now", and hours pass at once.
class manual_timers final : public net::timers {
public:
    ~manual_timers() override;

    boost::asio::io_context& context() noexcept { return context_; }

    base::steady_time now() const noexcept override { return now_; }
    base::wall_time wall() const noexcept override;
    std::unique_ptr<net::alarm> make_alarm() override;

    /// Runs what can run without the clock moving.
    void settle();
    /// Moves the clock, stopping at every alarm that falls due on the way.
    void advance(base::duration by);
    /// Moves the clock from alarm to alarm until `done` says so; false when no alarm is left or `limit` has
    /// passed.
    template <class Condition>
    bool advance_until(Condition done, base::duration limit = std::chrono::hours(48))
    {
        const auto end = now_ + limit;
        settle();
        while (!done()) {
            const auto next = next_alarm();
            if (next > end)
                return false;
            advance(next - now_);
        }
        return true;
    }
    /// The earliest time that a coroutine waits for; `steady_time::max()` when none does.
    base::steady_time next_alarm() const noexcept;

    /// Starts a coroutine; an exception out of it comes out of the call that runs it.
    void spawn(boost::asio::awaitable<void> task);

private:
    class manual_alarm;

    base::steady_time now_{std::chrono::hours(1000)};
    std::vector<manual_alarm*> waiting_;
    boost::asio::io_context context_;  // last: coroutines that end with it own alarms
};

template <class T>
boost::asio::awaitable<void> keep(boost::asio::awaitable<T> task, std::shared_ptr<std::optional<T>> value)
{
    auto result = co_await std::move(task);
    value->emplace(std::move(result));
}

/// Spawns `task` and keeps what it returns.
template <class T>
std::shared_ptr<std::optional<T>> start(manual_timers& timers, boost::asio::awaitable<T> task)
{
    auto value = std::make_shared<std::optional<T>>();
    timers.spawn(keep(std::move(task), value));
    timers.settle();
    return value;
}

}  // namespace vcenter_connector::test
