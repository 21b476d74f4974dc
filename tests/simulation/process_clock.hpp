// The clock, the alarms and the executor of one simulated process. Dropping them is its death: every
// coroutine ends where it stands.
#pragma once

#include "scheduler.hpp"

#include "vcenter_connector/net/timers.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <map>
#include <memory>

namespace vcenter_connector::simulation {

class process_clock final : public net::timers {
public:
    /// `wall_offset`: what the process's wall clock shows when the steady clock shows 0.
    process_clock(scheduler& schedule, base::wall_time wall_offset);
    ~process_clock() override;

    base::steady_time now() const noexcept override { return schedule_.now(); }
    base::wall_time wall() const noexcept override;
    std::unique_ptr<net::alarm> make_alarm() override;

    void jump(base::duration by);
    boost::asio::io_context& context() noexcept { return *context_; }

    /// Starts a coroutine; an exception out of it comes out of `run_ready`.
    void spawn(boost::asio::awaitable<void> task);
    /// Runs all that can run without the clock moving.
    void run_ready();
    /// The end of every coroutine. The parts that they refer to must still be there.
    void drop();

private:
    class bell;
    struct sleeper;
    struct sleeping {
        std::unique_ptr<sleeper> who;
        scheduler::ticket ticket;
    };

    std::uint64_t lay_down(bell& at, base::steady_time when, std::unique_ptr<sleeper> who);
    void wake(std::uint64_t number);

    scheduler& schedule_;
    base::wall_time wall_offset_;
    std::map<std::uint64_t, sleeping> sleepers_;
    std::uint64_t last_ = 0;
    std::unique_ptr<boost::asio::io_context> context_;
};

}  // namespace vcenter_connector::simulation
