#include "replay_run.hpp"

#include "command_start.hpp"
#include "event_text.hpp"
#include "find_function.hpp"
#include "history_reader.hpp"
#include "print_journal.hpp"
#include "progress_line.hpp"
#include "replay_deliveries.hpp"
#include "replay_text.hpp"
#include "stop_signals.hpp"
#include "tidy_log.hpp"
#include "vcenter_connector/app/clients.hpp"
#include "vcenter_connector/app/payload_preset.hpp"

#include "vcenter_connector/events/payload.hpp"
#include "vcenter_connector/gateway/list_functions.hpp"
#include "vcenter_connector/policy/reconnect.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <exception>
#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using kind = base::starting_point::kind;

constexpr base::duration list_timeout = 10s;

class replay {
public:
    replay(const replay_plan& plan, base::log& log)
        : plan_(plan), log_(log, [this] { clear_progress(); }),
          signals_(io_.get_executor(), [this] { interrupted(); })
    {
    }

    int run()
    {
        spawn(work());
        io_.run();
        return status_;
    }

private:
    using task = asio::awaitable<void>;

    void spawn(task work)
    {
        asio::co_spawn(io_, std::move(work), [](std::exception_ptr error) {
            if (error)
                std::rethrow_exception(error);
        });
    }

    task work()
    {
        const bool ready = co_await prepare();
        if (ready) {
            set_up();
            spawn(watch());
            if (deliveries_)
                spawn(deliver());
            co_await read();
            co_await end_deliveries();
            finish();
        }
        done_ = true;
        tick_->ring();
        signals_.cancel();
    }

    task deliver()
    {
        co_await deliveries_->run();
        delivered_ = true;
        bell_->ring();
    }

    task read()
    {
        outcome_ = co_await reader_->run();
        if (!outcome_ && reason_.empty())
            reason_ = "vCenter cannot be read: " + outcome_.error().message();
    }

    // Everything there is has been committed; it goes out unless something stops it.
    task end_deliveries()
    {
        if (!deliveries_)
            co_return;
        if (reason_.empty())
            co_await deliveries_->drained();
        deliveries_->stop();
        while (!delivered_)
            co_await bell_->wait();
    }

    // Asks the gateway for the function. False when that is the end; the status says how.
    asio::awaitable<bool> prepare()
    {
        auto who = access();
        auto listed = co_await gateway::list_functions(*list_client_, std::move(who), list_timeout);
        if (stopping_)
            co_return refuse("Stopped.");
        if (!listed)
            co_return refuse("replay: " + plan_.settings.gateway.server.url() +
                             " does not tell its functions: " + listed.error().message() + "\n" +
                             gateway::cure_for(listed.error()));
        for (const auto& remark : gateway::remarks_on(*listed))
            std::fprintf(stderr, "%s\n", remark.c_str());
        auto found = find_function(listed->functions, plan_.function);
        if (!found)
            co_return refuse("replay: " + found.error().detail);
        function_ = std::move(*found);
        if (const auto wrong = plan_.adjust(function_); !wrong.empty())
            co_return refuse("replay: " + wrong);
        co_return true;
    }

    bool refuse(const std::string& text)
    {
        std::fputs((text + "\n").c_str(), stderr);
        status_ = 1;
        return false;
    }

    void set_up()
    {
        const auto map =
            std::make_shared<const routing::topic_map>(std::vector<routing::function>{function_});
        if (plan_.dry_run)
            shown_events_ = make_shown_events();
        else
            deliveries_.emplace(*invoke_client_, plan_.settings, *timers_, log_, map,
                                [this](const std::string& reason) { stop_because(reason); });
        auto& journal = deliveries_ ? deliveries_->journal() : *shown_events_;
        reader_.emplace(io_.get_executor(), plan_.settings.vcenter, *timers_, log_, journal, request(map));
        progress_.emplace(timers_->now(), stderr_is_terminal());
    }

    std::unique_ptr<store::journal> make_shown_events()
    {
        print_journal_ports ports{output_,
                                  [this](const store::event_record& record) {
                                      ++shown_.matched;
                                      return record.body;
                                  },
                                  [this] { progress_->clear(); },
                                  [this](const base::failure& why) { output_failed(why); }};
        return make_print_journal(std::move(ports));
    }

    history_request request(std::shared_ptr<const routing::topic_map> map) const
    {
        history_request request;
        request.since = plan_.since;
        if (plan_.until)
            request.until = time_of(*plan_.until);
        request.functions = std::move(map);
        request.intake.ignore_own_events = plan_.settings.vcenter.ignore_own_events;
        request.intake.payload = app::payload_preset(plan_.settings.gateway);
        if (plan_.dry_run)
            request.intake.render = [as = plan_.json ? event_json : event_line](
                                        const vsphere::event& event, const events::event_origin& origin,
                                        const events::payload_form&) {
                return events::payload{{}, {}, as(event, origin)};
            };
        return request;
    }

    base::wall_time time_of(const base::starting_point& point) const
    {
        const auto now = timers_->wall();
        return point.what == kind::at ? point.time : point.what == kind::ago ? now - point.back : now;
    }

    gateway::gateway_access access() const
    {
        return {plan_.settings.gateway.server.path, plan_.settings.gateway.credentials};
    }

    const replay_counts& counts() const { return deliveries_ ? deliveries_->counts() : shown_; }

    task watch()
    {
        while (!done_) {
            co_await tick_->wait_until(timers_->now() + 1s);
            if (done_)
                break;
            if (!deliveries_ && !stopping_ && output_.reader_gone())
                output_failed(base::errc::connection_closed);
            if (deliveries_ && deliveries_->stalled())
                stop_because("no attempt has ended for a while: the gateway is away");
            progress_->show(replay_progress(plan_.function, reader_->progress(), counts()), timers_->now());
        }
        progress_->clear();
    }

    void interrupted()
    {
        const bool again = std::exchange(stopping_, true);
        if (!reader_) {
            list_client_->abort();
            return;
        }
        if (again && deliveries_)
            deliveries_->abort();
        if (again)
            reader_->stop();
        stop_because("interrupted");
    }

    void output_failed(const base::failure& why)
    {
        reader_left_ = why.is(base::errc::connection_closed);
        stop_because(reader_left_ ? "nobody reads the output" : why.message());
    }

    void stop_because(const std::string& reason)
    {
        if (!reason_.empty())
            return;
        reason_ = reason;
        stopping_ = true;
        output_.stop();
        reader_->stop();
        if (deliveries_)
            deliveries_->stop();
    }

    void finish()
    {
        replay_summary summary{plan_.function, reader_->progress(), counts(), reason_.empty(), reason_, {}};
        if (deliveries_)
            summary.go_on_from = deliveries_->oldest_undelivered();
        if (!summary.complete && !summary.go_on_from)
            summary.go_on_from = summary.read.up_to;
        progress_->clear();
        print(summary);
        status_ = reader_left_ || (summary.complete && summary.counts.failed == 0 && status_ == 0) ? 0 : 1;
    }

    void clear_progress()
    {
        if (progress_)
            progress_->clear();
    }

    // Of a dry run the events are the result; what is said of them goes elsewhere.
    void print(const replay_summary& summary)
    {
        if (plan_.dry_run)
            std::fputs(dry_summary(summary).c_str(), stderr);
        else
            status_ = print_result(plan_.json ? summary_json(summary) : summary_text(summary));
        if (!outcome_ && !outcome_.error().is(base::errc::aborted))
            std::fprintf(stderr, "%s\n", policy::cure_for(outcome_.error()).c_str());
    }

    std::string dry_summary(const replay_summary& summary) const
    {
        if (reader_left_)
            return {};
        auto text = "Read " + std::to_string(summary.read.events) + " events; " +
                    std::to_string(summary.counts.matched) + " would be sent to " + plan_.function + ".\n";
        return summary.complete ? text : text + "Not complete: " + summary.why_not + "\n";
    }

    const replay_plan& plan_;
    tidy_log log_;
    asio::io_context io_{1};
    std::unique_ptr<net::timers> timers_ = net::make_timers(io_.get_executor());
    std::unique_ptr<net::alarm> tick_ = timers_->make_alarm();
    std::unique_ptr<net::alarm> bell_ = timers_->make_alarm();
    standard_output output_{*timers_};
    std::unique_ptr<net::http_client> list_client_ =
        app::client_for(io_.get_executor(), plan_.settings.gateway);
    std::unique_ptr<net::http_client> invoke_client_ =
        app::invoking_client_for(io_.get_executor(), plan_.settings.gateway);
    stop_signals signals_;

    routing::function function_;
    std::optional<progress_line> progress_;
    std::optional<replay_deliveries> deliveries_;   // unless it is a dry run
    std::unique_ptr<store::journal> shown_events_;  // of a dry run
    std::optional<history_reader> reader_;

    replay_counts shown_;  // of a dry run
    base::result<void> outcome_;
    std::string reason_;  // why it is not complete; empty: it is, so far
    bool reader_left_ = false;
    bool stopping_ = false;
    bool delivered_ = false;
    bool done_ = false;
    int status_ = 0;
};

}  // namespace

int run_replay(const replay_plan& plan, base::log& log)
{
    return replay(plan, log).run();
}

}  // namespace vcenter_connector::commands
