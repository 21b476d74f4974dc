#include "events_command.hpp"

#include "command_start.hpp"
#include "event_selection.hpp"
#include "event_text.hpp"
#include "history_reader.hpp"
#include "print_journal.hpp"
#include "progress_line.hpp"
#include "stop_signals.hpp"
#include "tidy_log.hpp"
#include "vcenter_connector/app/clients.hpp"

#include "vcenter_connector/base/time_text.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <array>
#include <cstdio>
#include <exception>
#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using config::setting;
using config::setting_sources;
using config::setting_type;

constexpr std::array flags{
    setting{.flag = "f",
            .type = setting_type::boolean,
            .preset = "false",
            .help = "Go on: show events as they come, until the command is ended.",
            .sources = setting_sources::flag},
    setting{.flag = "since",
            .type = setting_type::beginning,
            .value_name = "WHERE",
            .help = "Where to begin: now, oldest, a duration such as 2h (that long before vCenter's present "
                    "time), or a time such as 2024-05-31T08:00:00Z. Default: 1h; with -f: now.",
            .sources = setting_sources::flag},
    topic_flag,
    filter_flag,
    setting{.flag = "payload",
            .type = setting_type::choice,
            .help = "Show headers and body of what a function gets in this form.",
            .choices = "legacy|cloudevents|cloudevents-binary|veba|vspheresource",
            .sources = setting_sources::flag},
    setting{.flag = "json",
            .type = setting_type::boolean,
            .preset = "false",
            .help =
                "One JSON object a line: the whole event with its id and names; with -payload, headers and "
                "body as a function gets them.",
            .sources = setting_sources::flag},
};
constexpr std::array<std::string_view, 1> delivery{"content-type"};

constexpr config::command_spec spec{
    .name = "events",
    .about =
        R"(Shows the events of a vCenter, one line each: time (UTC), category, name, object, user, message. Beside
a connector it takes nothing away from it.
)",
    .examples = R"(  vcenter-connector events -f
  vcenter-connector events -since 2h -topic 'vm.>,!vm.reconfigured' -filter "vm LIKE 'web-%'"
  vcenter-connector events -since 24h -topic VmEvent -json | jq .data.Vm.Name
  vcenter-connector events -f -payload cloudevents
)",
    .flags = flags,
    .vcenter = config::need::required,
    .delivery = delivery,
};

class events_run {
public:
    events_run(const config::command_choice& choice, routing::function selection, base::log& log)
        : choice_(choice), log_(log, [this] { progress_.clear(); }), journal_(make_print_journal(ports())),
          reader_(io_.get_executor(), choice.settings.vcenter, *timers_, log_, *journal_,
                  request(std::move(selection))),
          signals_(io_.get_executor(), [this] { stop(); })
    {
    }

    int run()
    {
        const auto spawn = [this](asio::awaitable<void> task) {
            asio::co_spawn(io_, std::move(task), [](std::exception_ptr error) {
                if (error)
                    std::rethrow_exception(error);
            });
        };
        spawn(read());
        spawn(watch());
        io_.run();
        return report();
    }

private:
    print_journal_ports ports()
    {
        const bool as_json = choice_.truth("json");
        auto format = [](const store::event_record& record) { return record.body; };
        print_journal_ports ports{output_, format, [this] { progress_.clear(); },
                                  [this](const base::failure& why) { output_failed(why); }};
        if (choice_.has("payload"))
            ports.format = as_json ? invocation_json : invocation_text;
        return ports;
    }

    history_request request(routing::function selection) const
    {
        history_request request;
        request.follow = choice_.truth("f");
        const auto since = choice_.own.find("since");
        if (since != choice_.own.end())
            request.since = since->second.start;
        else if (!request.follow)
            request.since = {base::starting_point::kind::ago, 1h, {}};
        request.intake.ignore_own_events = choice_.settings.vcenter.ignore_own_events;
        request.intake.payload.content_type = choice_.settings.gateway.content_type;
        request.intake.payload.dialect =
            events::dialect_of(choice_.text("payload")).value_or(events::dialect::legacy);
        if (!choice_.has("payload"))
            request.intake.render = [as = choice_.truth("json") ? event_json : event_line](
                                        const vsphere::event& event, const events::event_origin& origin,
                                        const events::payload_form&) {
                return events::payload{{}, {}, as(event, origin)};
            };
        selection.name = "events";
        request.functions =
            std::make_shared<const routing::topic_map>(std::vector<routing::function>{std::move(selection)});
        return request;
    }

    asio::awaitable<void> read()
    {
        outcome_ = co_await reader_.run();
        done_ = true;
        signals_.cancel();
        tick_->ring();
    }

    // Somebody who waits for the next event may have gone, and a long history takes its time.
    asio::awaitable<void> watch()
    {
        while (!done_) {
            co_await tick_->wait_until(timers_->now() + 1s);
            if (!done_ && !stopping_ && output_.reader_gone())
                output_failed(base::errc::connection_closed);
            if (!done_ && !reader_.caught_up())
                show_progress();
        }
        progress_.clear();
    }

    void show_progress()
    {
        const auto& so_far = reader_.progress();
        if (so_far.up_to)
            progress_.show("Read " + std::to_string(so_far.events) + " events, up to " +
                               base::format_time(std::chrono::floor<std::chrono::seconds>(*so_far.up_to)),
                           timers_->now());
    }

    void stop()
    {
        stopping_ = true;
        output_.stop();
        reader_.stop();
    }

    void output_failed(base::failure why)
    {
        if (!std::exchange(stopping_, true))
            output_failure_ = std::move(why);
        reader_.stop();
    }

    int report()
    {
        if (output_failure_.is(base::errc::connection_closed))
            return 0;
        if (output_failure_.code) {
            std::fprintf(stderr, "The output could not be written in full: %s\n",
                         output_failure_.message().c_str());
            return 1;
        }
        if (outcome_ || (stopping_ && choice_.truth("f")))
            return 0;
        return report_failure("events", choice_.settings.vcenter, outcome_.error());
    }

    const config::command_choice& choice_;
    asio::io_context io_{1};
    std::unique_ptr<net::timers> timers_ = net::make_timers(io_.get_executor());
    std::unique_ptr<net::alarm> tick_ = timers_->make_alarm();
    standard_output output_{*timers_};
    progress_line progress_{timers_->now(), stderr_is_terminal()};
    tidy_log log_;
    std::unique_ptr<store::journal> journal_;
    history_reader reader_;
    stop_signals signals_;
    base::result<void> outcome_ = base::failure(base::errc::aborted);
    base::failure output_failure_;
    bool stopping_ = false;
    bool done_ = false;
};

}  // namespace

int run_events(std::span<const std::string> words, const config::environment& from)
{
    routing::function selection;
    auto outcome = config::load_command(
        spec, words, from, [&](config::command_choice& choice, std::vector<config::mistake>& mistakes) {
            select_events(choice, selection, mistakes, choice.warnings);
            check_certificates(choice.settings.vcenter, mistakes);
        });
    auto* choice = std::get_if<config::command_choice>(&outcome);
    if (choice == nullptr)
        return answer_without_work(spec, outcome);
    const auto log = start_log(*choice);
    return events_run(*choice, std::move(selection), *log).run();
}

}  // namespace vcenter_connector::commands
