#include "history_reader.hpp"

#include "vcenter_connector/app/clients.hpp"

#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;

constexpr unsigned most_failures = 5;
// Times do not grow with keys to the second.
constexpr std::chrono::minutes well_after{5};

}  // namespace

history_reader::history_reader(asio::any_io_executor executor, const config::vcenter_settings& vcenter,
                               net::timers& timers, base::log& log, store::journal& journal,
                               history_request request)
    : request_(std::move(request)), vcenter_(vcenter), http_(app::client_for(executor, vcenter)),
      follower_(make(timers, log, journal))
{
}

std::unique_ptr<source::follower> history_reader::make(net::timers& timers, base::log& log,
                                                       store::journal& journal)
{
    source::follower_options options;
    options.server = vcenter_.server;
    options.credentials = vcenter_.credentials;
    options.intake = request_.intake;
    options.intake.wanted = [this](const vsphere::event& event) { return wants(event); };
    options.callbacks.caught_up = [this] { at_the_end(); };
    options.callbacks.gives_up = [this](const base::failure& why) { return gives_up(why); };
    options.random = app::jitter();
    options.start = request_.since;
    // A session that ends in the middle of a long history must not skip the rest of it.
    options.max_replay_age = std::chrono::hours(24 * 365 * 30);
    source::follower_ports ports{
        *http_, timers, log, journal, [map = request_.functions] { return map; }, [this] { return begin(); }};
    return source::make_follower(std::move(options), std::move(ports));
}

// Asked for when the login has succeeded.
asio::awaitable<bool> history_reader::begin()
{
    connected_ = true;
    co_return true;
}

asio::awaitable<base::result<void>> history_reader::run()
{
    co_await follower_->run();
    if (outcome_ && !caught_up_)
        outcome_ = base::failure(base::errc::aborted);
    co_return outcome_;
}

void history_reader::stop()
{
    // One that is about to log out by itself would take this for the call to hurry.
    const bool again = std::exchange(asked_to_stop_, true);
    if (again || !ending_)
        follower_->stop();
}

bool history_reader::wants(const vsphere::event& event)
{
    ++progress_.events;
    progress_.up_to = event.time;
    if (!request_.until || event.time <= *request_.until)
        return true;
    if (event.time > *request_.until + well_after)
        at_the_end();
    return false;
}

void history_reader::at_the_end()
{
    const bool first = !std::exchange(caught_up_, true);
    if (first && !request_.follow) {
        ending_ = true;
        follower_->stop();
    }
}

bool history_reader::gives_up(const base::failure& why)
{
    failures_ = progress_.events > read_at_failure_ ? 1 : failures_ + 1;
    read_at_failure_ = progress_.events;
    if (connected_ && (request_.follow || failures_ <= most_failures))
        return false;
    outcome_ = why;
    ending_ = true;
    return true;
}

}  // namespace vcenter_connector::commands
