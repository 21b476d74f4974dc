#include "replay_deliveries.hpp"

#include <limits>
#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr std::size_t journal_limit = 2000;
// A function that fails so often in a row is broken; the rest of the history would only follow.
constexpr std::uint64_t most_failures_in_a_row = 50;
// Beyond the time that an attempt may take, without the end of one: the gateway is away.
constexpr base::duration longest_stall = 120s;
constexpr base::duration longest_farewell = 10s;

std::unique_ptr<gateway::invoker> make_invoker(net::http_client& http,
                                               const config::gateway_settings& gateway)
{
    gateway::invoker_options options;
    options.access = {gateway.server.path, gateway.credentials};
    return gateway::make_invoker(http, std::move(options));
}

base::duration longest_attempt_of(const routing::topic_map& function, const config::gateway_settings& gateway)
{
    base::duration longest = gateway.upstream_timeout;
    for (const auto& f : function.functions())
        longest = std::max<base::duration>(longest, f.options.timeout.value_or(gateway.upstream_timeout));
    return longest;
}

}  // namespace

replay_deliveries::replay_deliveries(net::http_client& gateway, const config::settings& settings,
                                     net::timers& timers, base::log& log,
                                     std::shared_ptr<const routing::topic_map> function,
                                     std::function<void(std::string)> give_up)
    : settings_(settings), timers_(timers), give_up_(std::move(give_up)), bell_(timers.make_alarm()),
      journal_(timers, journal_limit, [this] { one_moved(); }),
      longest_attempt_(longest_attempt_of(*function, settings.gateway)), topics_(std::move(function)),
      invoker_(make_invoker(gateway, settings.gateway)), dispatcher_(make_dispatcher(log)),
      last_move_(timers.now())
{
}

std::unique_ptr<dispatch::dispatcher> replay_deliveries::make_dispatcher(base::log& log)
{
    dispatch::dispatcher_options options;
    options.max_in_flight = settings_.gateway.max_in_flight;
    options.async = false;
    options.timeout = settings_.gateway.upstream_timeout;
    options.order = settings_.delivery.order;
    options.backoff = {settings_.delivery.retry_wait, settings_.delivery.retry_wait * 8};
    // Its attempts are few: to probe a broken function now and then would only make it last.
    options.circuit.failures = std::numeric_limits<std::size_t>::max();
    return dispatch::make_dispatcher(journal_, *invoker_, topics_, timers_, log, std::move(options));
}

asio::awaitable<void> replay_deliveries::run()
{
    co_await dispatcher_->run();
}

asio::awaitable<void> replay_deliveries::drained()
{
    while (journal_.pending() > 0 && !stopped_)
        co_await bell_->wait();
}

void replay_deliveries::stop()
{
    if (std::exchange(stopped_, true))
        return;
    journal_.close();
    dispatcher_->stop(timers_.now() + longest_farewell);
    bell_->ring();
}

void replay_deliveries::abort()
{
    stop();
    dispatcher_->stop(timers_.now());
}

bool replay_deliveries::stalled()
{
    if (journal_.pending() == 0)
        last_move_ = timers_.now();
    return timers_.now() - last_move_ > longest_stall + longest_attempt_;
}

void replay_deliveries::one_moved()
{
    last_move_ = timers_.now();
    bell_->ring();
    if (counts().failed_in_a_row >= most_failures_in_a_row)
        give_up_(std::to_string(most_failures_in_a_row) + " deliveries in a row have failed");
}

}  // namespace vcenter_connector::commands
