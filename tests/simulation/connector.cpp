#include "connector.hpp"

#include "watched_journal.hpp"

#include <utility>

namespace vcenter_connector::simulation {
namespace {

// Tells the ledger when reading has begun: from then on nothing may be missed.
class connector_log final : public base::log {
public:
    connector_log(trace& to, contract& ledger) : log_(to), contract_(ledger) {}

    bool enabled(base::log_level level) const noexcept override { return log_.enabled(level); }
    void write(base::log_level level, std::string_view message,
               std::span<const base::log_field> fields) noexcept override
    {
        if (message == "Following vCenter")
            contract_.following();
        log_.write(level, message, fields);
    }

private:
    trace_log log_;
    contract& contract_;
};

}  // namespace

connector::connector(const connector_world& world, const connector_plan& plan, unsigned generation,
                     std::uint64_t seed)
    : seed_(seed + generation), shutdown_timeout_(plan.shutdown_timeout),
      clock_(world.schedule, world.wall_offset),
      log_(std::make_unique<connector_log>(world.log_to, world.ledger)), stop_gate_(clock_.make_alarm()),
      home_(world.make_journal(clock_, *log_, [this](base::failure why) { failed_ = std::move(why); })),
      planted_(world.plant ? world.plant(*home_.journal, clock_) : nullptr),
      journal_(make_watched_journal(planted_ ? *planted_ : *home_.journal, world.ledger)),
      list_client_(make_simulated_client(world.gateway_way, clock_, generation)),
      invoke_client_(make_simulated_client(world.gateway_way, clock_, generation)),
      vcenter_client_(make_simulated_client(world.vcenter_way, clock_, generation)),
      topics_(make_topics(plan)), invoker_(make_invoker()), dispatcher_(make_dispatcher(plan)),
      follower_(make_follower(plan))
{
}

connector::~connector()
{
    clock_.drop();
}

std::function<double()> connector::jitter(std::string_view party) const
{
    return [random = generator(seed_, party)]() mutable { return random.unit(); };
}

std::unique_ptr<gateway::topic_map_keeper> connector::make_topics(const connector_plan& plan)
{
    gateway::topic_map_keeper_options options;
    options.interval = plan.rebuild_interval;
    return gateway::make_topic_map_keeper(*list_client_, clock_, *log_, std::move(options));
}

std::unique_ptr<gateway::invoker> connector::make_invoker()
{
    gateway::invoker_options options;
    return gateway::make_invoker(*invoke_client_, std::move(options));
}

std::unique_ptr<dispatch::dispatcher> connector::make_dispatcher(const connector_plan& plan)
{
    dispatch::dispatcher_options options;
    options.max_in_flight = plan.max_in_flight;
    options.async = plan.async;
    options.claims.window = plan.window;
    options.order = plan.order;
    options.limits = plan.limits;
    options.random = jitter("dispatcher");
    return dispatch::make_dispatcher(*journal_, *invoker_, *topics_, clock_, *log_, std::move(options));
}

std::unique_ptr<source::follower> connector::make_follower(const connector_plan& plan)
{
    source::follower_options options;
    options.server = {true, "vcenter.example", 443, "/sdk", true};
    options.credentials = [who = plan.user, word = plan.password]() -> base::result<base::credentials> {
        return base::credentials{who, base::secret(word)};
    };
    options.random = jitter("follower");
    options.longest_wait = plan.longest_wait;
    source::follower_ports ports{*vcenter_client_,
                                 clock_,
                                 *log_,
                                 *journal_,
                                 [this] { return topics_->current(); },
                                 [this] { return functions_ready(); }};
    return source::make_follower(std::move(options), std::move(ports));
}

boost::asio::awaitable<bool> connector::functions_ready()
{
    const auto map = co_await topics_->first();
    co_return map != nullptr;
}

void connector::start()
{
    clock_.spawn(keep_topics());
    clock_.spawn(deliver());
    clock_.spawn(follow());
    clock_.spawn(stop_in_order());
}

void connector::stop()
{
    stopping_ = true;
    stop_gate_->ring();
}

connector::task connector::keep_topics()
{
    co_await topics_->run();
}

connector::task connector::deliver()
{
    co_await dispatcher_->run();
    delivered_ = true;
    stop_gate_->ring();
}

connector::task connector::follow()
{
    co_await follower_->run();
    followed_ = true;
    stop_gate_->ring();
}

// As in app/service.cpp.
connector::task connector::stop_in_order()
{
    while (!stopping_)
        co_await stop_gate_->wait();
    const auto begin = clock_.now();
    if (!topics_->current())
        topics_->stop();
    follower_->stop();
    if (journal_->durable())
        dispatcher_->stop(begin + shutdown_timeout_);
    while (!followed_ && clock_.now() < begin + shutdown_timeout_ / 2)
        co_await stop_gate_->wait_until(begin + shutdown_timeout_ / 2);
    journal_->close();
    dispatcher_->stop(begin + shutdown_timeout_);
    while (!followed_ || !delivered_)
        co_await stop_gate_->wait();
    co_await journal_->flush();
    topics_->stop();
    list_client_->abort();
    ended_ = true;
}

}  // namespace vcenter_connector::simulation
