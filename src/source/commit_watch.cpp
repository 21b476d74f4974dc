#include "commit_watch.hpp"

#include "vcenter_connector/base/text.hpp"

#include <utility>

namespace vcenter_connector::source {
namespace {

using namespace std::chrono_literals;

// Idle work, so rare; together they bound when a wait is told of.
constexpr base::duration look_every = 10s;
constexpr base::duration worth_telling = 25s;

}  // namespace

commit_watch::commit_watch(net::timers& timers, base::log& log, const store::journal& journal,
                           std::string vcenter)
    : timers_(timers), log_(log), journal_(journal), vcenter_(std::move(vcenter)), alarm_(timers.make_alarm())
{
}

void commit_watch::ends()
{
    const auto since = std::exchange(since_, std::nullopt);
    if (!std::exchange(said_, false) || !since)
        return;
    log_.info("The journal takes events again; reading from vCenter goes on",
              {{"vcenter", vcenter_}, {"after", base::seconds_text(timers_.now() - *since)}});
}

boost::asio::awaitable<void> commit_watch::run()
{
    while (!stopped_) {
        co_await alarm_->wait_until(timers_.now() + look_every);
        look();
    }
}

void commit_watch::stop()
{
    stopped_ = true;
    alarm_->ring();
}

void commit_watch::look()
{
    if (!since_ || said_ || timers_.now() - *since_ < worth_telling)
        return;
    said_ = true;
    log_.warn("Reading from vCenter waits until the journal has room; vCenter keeps what has not been read",
              {{"vcenter", vcenter_},
               {"waits_for", base::seconds_text(timers_.now() - *since_)},
               {"undelivered", std::to_string(journal_.pending())},
               {"cause", "deliveries come in faster than functions take them, or functions or the gateway "
                         "fail; other lines say which"}});
}

}  // namespace vcenter_connector::source
