#include "support/hasty_timers.hpp"

#include <utility>

namespace vcenter_connector::test {
namespace {

using base::steady_time;

class hasty_alarm final : public net::alarm {
public:
    hasty_alarm(std::unique_ptr<net::alarm> inner, steady_time origin, int speed)
        : inner_(std::move(inner)), origin_(origin), speed_(speed)
    {
    }

    boost::asio::awaitable<void> wait_until(steady_time when) override
    {
        const auto real = real_time(when);
        co_await inner_->wait_until(real);
    }
    void ring() override { inner_->ring(); }

private:
    steady_time real_time(steady_time when) const
    {
        if (when == steady_time::max())
            return when;
        // A tick later rather than too early: whoever wakes finds its time come.
        return when <= origin_ ? origin_ : origin_ + (when - origin_) / speed_ + base::duration(1);
    }

    std::unique_ptr<net::alarm> inner_;
    steady_time origin_;
    int speed_;
};

class hasty_timers final : public net::timers {
public:
    hasty_timers(std::unique_ptr<net::timers> inner, int speed)
        : inner_(std::move(inner)), origin_(inner_->now()), speed_(speed)
    {
    }

    steady_time now() const noexcept override { return origin_ + (inner_->now() - origin_) * speed_; }
    base::wall_time wall() const noexcept override { return inner_->wall(); }
    std::unique_ptr<net::alarm> make_alarm() override
    {
        return std::make_unique<hasty_alarm>(inner_->make_alarm(), origin_, speed_);
    }

private:
    std::unique_ptr<net::timers> inner_;
    steady_time origin_;
    int speed_;
};

}  // namespace

std::unique_ptr<net::timers> make_hasty_timers(std::unique_ptr<net::timers> inner, int speed)
{
    return std::make_unique<hasty_timers>(std::move(inner), speed);
}

}  // namespace vcenter_connector::test
