#include "process_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>

namespace vcenter_connector::simulation {

namespace asio = boost::asio;

struct process_clock::sleeper {
    virtual ~sleeper() = default;
    virtual void resume(asio::io_context& context) = 0;
};

class process_clock::bell final : public net::alarm {
public:
    explicit bell(process_clock& owner) : owner_(owner) {}
    ~bell() override { owner_.sleepers_.erase(number_); }

    asio::awaitable<void> wait_until(base::steady_time when) override
    {
        if (!rung_ && when > owner_.now()) {
            auto pause = suspend(when);
            co_await std::move(pause);
        }
        rung_ = false;
    }

    void ring() override
    {
        rung_ = true;
        owner_.wake(number_);
    }

private:
    template <class Handler>
    struct handler_of final : sleeper {
        explicit handler_of(Handler h) : handler(std::move(h)) {}
        void resume(asio::io_context& context) override { asio::post(context, std::move(handler)); }
        Handler handler;
    };

    asio::awaitable<void> suspend(base::steady_time when)
    {
        return asio::async_initiate<const asio::use_awaitable_t<>, void()>(
            [this, when](auto handler) {
                using kept = handler_of<decltype(handler)>;
                number_ = owner_.lay_down(*this, when, std::make_unique<kept>(std::move(handler)));
            },
            asio::use_awaitable);
    }

    process_clock& owner_;
    std::uint64_t number_ = 0;
    bool rung_ = false;
};

process_clock::process_clock(scheduler& schedule, base::wall_time wall_offset)
    : schedule_(schedule), wall_offset_(wall_offset), context_(std::make_unique<asio::io_context>(1))
{
}

process_clock::~process_clock()
{
    drop();
}

base::wall_time process_clock::wall() const noexcept
{
    return wall_offset_ + std::chrono::duration_cast<base::wall_time::duration>(now().time_since_epoch());
}

void process_clock::jump(base::duration by)
{
    wall_offset_ += std::chrono::duration_cast<base::wall_time::duration>(by);
}

std::unique_ptr<net::alarm> process_clock::make_alarm()
{
    return std::make_unique<bell>(*this);
}

std::uint64_t process_clock::lay_down(bell&, base::steady_time when, std::unique_ptr<sleeper> who)
{
    const auto number = ++last_;
    sleeping made{std::move(who), {}};
    if (when != base::steady_time::max())
        made.ticket = schedule_.at(when, [this, number] { wake(number); });
    sleepers_.emplace(number, std::move(made));
    return number;
}

void process_clock::wake(std::uint64_t number)
{
    auto found = sleepers_.extract(number);
    if (found.empty())
        return;
    schedule_.cancel(found.mapped().ticket);
    found.mapped().who->resume(*context_);
}

void process_clock::spawn(asio::awaitable<void> task)
{
    asio::co_spawn(*context_, std::move(task), [](std::exception_ptr e) {
        if (e)
            std::rethrow_exception(e);
    });
}

void process_clock::run_ready()
{
    do
        context_->restart();
    while (context_->poll() > 0);
}

// A coroutine that ends takes its alarms with it, and those their sleepers: one at a time.
void process_clock::drop()
{
    while (!sleepers_.empty()) {
        const auto first = sleepers_.extract(sleepers_.begin());
        schedule_.cancel(first.mapped().ticket);
    }
    context_.reset();
}

}  // namespace vcenter_connector::simulation
