#include "vcenter_connector/app/service.hpp"

#include "vcenter_connector/app/clients.hpp"
#include "vcenter_connector/app/journal_home.hpp"
#include "vcenter_connector/app/payload_preset.hpp"

#include "vcenter_connector/dispatch/dispatcher.hpp"
#include "vcenter_connector/gateway/invoker.hpp"
#include "vcenter_connector/gateway/topic_map_keeper.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/source/follower.hpp"
#include "vcenter_connector/version.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace vcenter_connector::app {
namespace {

namespace asio = boost::asio;

// For what has its own bounds to end within, after the time that was set has passed.
constexpr std::chrono::seconds grace{5};

class service {
public:
    service(const config::settings& settings, base::log& log, asio::io_context& io, net::timers& timers,
            store::journal& journal)
        : settings_(settings), log_(log), io_(io), timers_(timers), journal_(journal)
    {
    }

    int run()
    {
        log_.info("Starting vcenter-connector", {{"version", version},
                                                 {"vcenter", settings_.vcenter.server.url()},
                                                 {"gateway", settings_.gateway.server.url()},
                                                 {"async", settings_.gateway.async ? "true" : "false"}});
        start("signals", watch_signals());
        start("functions", keep_topics());
        start("deliveries", deliver());
        start("events", follow());
        start("stop", stop_in_order());
        io_.run();
        return exit_status();
    }

    /// The journal has failed for good. What it holds is kept; going on would lose what comes.
    void journal_failed(const base::failure& why)
    {
        failed_ = true;
        log_.info("Stopping", {{"reason", why.message()}});
        io_.stop();
    }

private:
    using task = asio::awaitable<void>;

    // A part that ends by an exception takes the program with it: whoever restarts it gets a whole one.
    void start(const char* part, task work)
    {
        asio::co_spawn(io_, std::move(work), [this, part](std::exception_ptr error) {
            if (!error)
                return;
            failed_ = true;
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& e) {
                log_.error("Internal error; stopping", {{"part", part}, {"error", e.what()}});
            }
            io_.stop();
        });
    }

    task watch_signals()
    {
        while (!ended_) {
            auto [ec, number] = co_await signals_.async_wait(asio::as_tuple(asio::use_awaitable));
            if (ec)
                break;
            log_.info(stopping_ ? "Stopping at once" : "Stopping",
                      {{"signal", number == SIGINT ? "SIGINT" : "SIGTERM"}});
            if (std::exchange(stopping_, true)) {
                hurry_ = true;
                hurried_at_ = timers_.now();
                dispatcher_->stop(timers_.now());
                follower_->stop();
            }
            stop_gate_->ring();
        }
    }

    task keep_topics() { co_await topics_->run(); }

    task deliver()
    {
        counts_ = co_await dispatcher_->run();
        delivered_ = true;
        stop_gate_->ring();
    }

    task follow()
    {
        co_await follower_->run();
        followed_ = true;
        stop_gate_->ring();
    }

    task stop_in_order()
    {
        while (!stopping_)
            co_await stop_gate_->wait();
        const auto begin = timers_.now();
        const auto deadline = begin + settings_.shutdown_timeout;
        if (!topics_->current())
            topics_->stop();
        follower_->stop();
        // In memory everything has to go out now; on disk, only what is in flight has to come back.
        if (journal_.durable())
            dispatcher_->stop(deadline);
        // Half of the time at most: a full journal can hold the reading up until it is closed.
        while (!followed_ && !hurry_ && timers_.now() < begin + settings_.shutdown_timeout / 2)
            co_await stop_gate_->wait_until(begin + settings_.shutdown_timeout / 2);
        journal_.close();
        dispatcher_->stop(deadline);
        while (!(followed_ && delivered_) && timers_.now() < last_moment(deadline))
            co_await stop_gate_->wait_until(last_moment(deadline));
        start("journal", write_out());
        while (!(followed_ && delivered_ && written_) && timers_.now() < last_moment(deadline))
            co_await stop_gate_->wait_until(last_moment(deadline));
        if (!(followed_ && delivered_ && written_))
            end_by_force();
        topics_->stop();
        list_client_->abort();
        ended_ = true;
        signals_.cancel();
        report();
        // All is said and closed; only a name server that does not answer would hold up the exit.
        if (net::look_ups_under_way() > 0)
            std::_Exit(exit_status());
    }

    task write_out()
    {
        co_await journal_.flush();
        written_ = true;
        stop_gate_->ring();
    }

    // A disk that does not answer, say, must not keep the process for ever. A second signal leaves less time.
    base::steady_time last_moment(base::steady_time deadline) const
    {
        return std::min(deadline, hurried_at_) + grace;
    }

    // The journal's file is whole at any instant.
    [[noreturn]] void end_by_force()
    {
        log_.error("The stop does not come to its end; leaving",
                   {{"waits_for", !delivered_  ? "deliveries"
                                  : !followed_ ? "vCenter"
                                               : "the journal's disk"}});
        std::_Exit(1);
    }

    bool lost_deliveries() const { return !journal_.durable() && journal_.pending() > 0; }

    int exit_status() const { return failed_ || lost_deliveries() ? 1 : 0; }

    void report()
    {
        std::vector<base::log_field> fields{{"delivered", std::to_string(counts_.delivered)},
                                            {"given_up", std::to_string(counts_.dead)}};
        const auto left = std::to_string(journal_.pending());
        if (lost_deliveries()) {
            fields.push_back({"lost", left});
            log_.write(base::log_level::error,
                       "Stopped with deliveries that could not be made; they are lost, because the journal "
                       "is in memory",
                       fields);
            return;
        }
        if (journal_.durable())
            fields.push_back({"kept_for_next_start", left});
        log_.write(base::log_level::info, "Stopped", fields);
    }

    gateway::gateway_access access() const
    {
        return {settings_.gateway.server.path, settings_.gateway.credentials};
    }

    std::unique_ptr<gateway::topic_map_keeper> make_topics()
    {
        gateway::topic_map_keeper_options options;
        options.access = access();
        options.interval = settings_.gateway.rebuild_interval;
        return gateway::make_topic_map_keeper(*list_client_, timers_, log_, std::move(options));
    }

    std::unique_ptr<gateway::invoker> make_invoker()
    {
        gateway::invoker_options options;
        options.access = access();
        return gateway::make_invoker(*invoke_client_, std::move(options));
    }

    std::unique_ptr<dispatch::dispatcher> make_dispatcher()
    {
        dispatch::dispatcher_options options;
        options.max_in_flight = settings_.gateway.max_in_flight;
        options.async = settings_.gateway.async;
        options.timeout = settings_.gateway.upstream_timeout;
        options.order = settings_.delivery.order;
        options.limits = {settings_.delivery.max_attempts, settings_.delivery.max_age};
        options.backoff = {settings_.delivery.retry_wait, settings_.delivery.max_retry_wait};
        return dispatch::make_dispatcher(journal_, *invoker_, *topics_, timers_, log_, std::move(options));
    }

    std::unique_ptr<source::follower> make_follower()
    {
        source::follower_options options;
        options.server = settings_.vcenter.server;
        options.credentials = settings_.vcenter.credentials;
        options.intake.payload = payload_preset(settings_.gateway);
        options.intake.ignore_own_events = settings_.vcenter.ignore_own_events;
        options.random = jitter();
        options.start = settings_.vcenter.begin;
        options.max_replay_age = settings_.vcenter.max_replay_age;
        source::follower_ports ports{*vcenter_client_,
                                     timers_,
                                     log_,
                                     journal_,
                                     [this] { return topics_->current(); },
                                     [this]() -> asio::awaitable<bool> {
                                         const auto map = co_await topics_->first();
                                         co_return map != nullptr;
                                     }};
        return source::make_follower(std::move(options), std::move(ports));
    }

    const config::settings& settings_;
    base::log& log_;
    asio::io_context& io_;
    net::timers& timers_;
    store::journal& journal_;
    asio::signal_set signals_{io_, SIGTERM, SIGINT};
    std::unique_ptr<net::alarm> stop_gate_ = timers_.make_alarm();

    std::unique_ptr<net::http_client> list_client_ = client_for(io_.get_executor(), settings_.gateway);
    std::unique_ptr<net::http_client> invoke_client_ =
        invoking_client_for(io_.get_executor(), settings_.gateway);
    std::unique_ptr<net::http_client> vcenter_client_ = client_for(io_.get_executor(), settings_.vcenter);

    std::unique_ptr<gateway::topic_map_keeper> topics_ = make_topics();
    std::unique_ptr<gateway::invoker> invoker_ = make_invoker();
    std::unique_ptr<dispatch::dispatcher> dispatcher_ = make_dispatcher();
    std::unique_ptr<source::follower> follower_ = make_follower();

    dispatch::delivery_counts counts_;
    bool stopping_ = false;
    bool hurry_ = false;
    base::steady_time hurried_at_ = base::steady_time::max();
    bool written_ = false;
    bool followed_ = false;
    bool delivered_ = false;
    bool ended_ = false;
    bool failed_ = false;
};

}  // namespace

int run_service(const config::settings& settings, base::log& log)
{
    for (const config::tls_settings* tls : {static_cast<const config::tls_settings*>(&settings.vcenter),
                                            static_cast<const config::tls_settings*>(&settings.gateway)})
        if (const auto usable = net::check(tls_of(*tls)); !usable) {
            log.error("Cannot start: a certificate or key", {{"error", usable.error().message()}});
            return 2;
        }
    try {
        asio::io_context io{1};
        const auto timers = net::make_timers(io.get_executor());
        service* running = nullptr;
        const auto home = make_journal(settings.journal, io.get_executor(), *timers, log,
                                       [&](const base::failure& why) { running->journal_failed(why); });
        if (!home) {
            log.error("Cannot start: the journal", {{"error", home.error().message()}});
            return 1;
        }
        service connector(settings, log, io, *timers, *home->journal);
        running = &connector;
        return connector.run();
    } catch (const std::exception& e) {
        log.error("Internal error; stopping", {{"error", e.what()}});
        return 1;
    }
}

}  // namespace vcenter_connector::app
