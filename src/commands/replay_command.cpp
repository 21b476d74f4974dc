#include "replay_command.hpp"

#include "command_start.hpp"
#include "event_selection.hpp"
#include "replay_run.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vcenter_connector::commands {
namespace {

using config::setting;
using config::setting_sources;
using config::setting_type;
using kind = base::starting_point::kind;

constexpr std::array flags{
    setting{.flag = "function",
            .value_name = "NAME",
            .help = "The function, as NAME or NAME.NAMESPACE. Its annotations count: topic, vcenter.filter, "
                    "vcenter.payload, vcenter.mode ...",
            .sources = setting_sources::flag},
    setting{.flag = "since",
            .type = setting_type::beginning,
            .value_name = "WHERE",
            .help =
                "Where to begin: a duration such as 24h (that long before vCenter's present time), a time "
                "such as 2024-05-31T08:00:00Z, or oldest.",
            .sources = setting_sources::flag},
    setting{.flag = "until",
            .type = setting_type::beginning,
            .value_name = "WHERE",
            .help = "Where to end: a duration such as 1h (that long ago) or a time. Default: now.",
            .sources = setting_sources::flag},
    topic_flag,
    filter_flag,
    setting{.flag = "dry-run",
            .type = setting_type::boolean,
            .preset = "false",
            .help = "Show the events that would be sent, and send nothing.",
            .sources = setting_sources::flag},
    setting{.flag = "async",
            .type = setting_type::boolean,
            .help =
                "Invoke through the gateway's queue: fast, but whether the function succeeds is not known. "
                "Default: the annotation vcenter.mode, else wait for each function's answer.",
            .sources = setting_sources::flag},
    setting{.flag = "max-attempts",
            .type = setting_type::integer,
            .preset = "3",
            .help = "How often one event is tried; the annotation vcenter.retries does not count here.",
            .least = 1,
            .most = 1000,
            .sources = setting_sources::flag},
    setting{.flag = "json",
            .type = setting_type::boolean,
            .preset = "false",
            .help = "The summary as one JSON object; with -dry-run, each event as one.",
            .sources = setting_sources::flag},
};
constexpr std::array<std::string_view, 6> delivery{"upstream-timeout", "payload",    "content-type",
                                                   "max-in-flight",    "retry-wait", "order"};

constexpr config::command_spec spec{
    .name = "replay",
    .about =
        R"(Reads a vCenter's history again and sends what one function asks for to it, beside a connector that runs:
neither its journal nor its checkpoint is touched. The same events have the same X-Event-Id as before. Ends when
all is delivered or given up; the exit status is 1 when one event could not be delivered.
)",
    .examples = R"(  vcenter-connector replay -since 24h -function vm-tagging -dry-run
  vcenter-connector replay -since 24h -function vm-tagging
  vcenter-connector replay -since 2024-05-31T08:00:00Z -until 2024-05-31T09:00:00Z -function audit -topic VmEvent
)",
    .flags = flags,
    .vcenter = config::need::required,
    .gateway = config::need::required,
    .delivery = delivery,
};

void check(const config::command_choice& choice, std::vector<config::mistake>& mistakes)
{
    const auto missing = [&](const char* flag, const char* text) {
        if (choice.all(flag).empty())
            mistakes.push_back({"flag -" + std::string(flag), text});
    };
    missing("since", "it is missing; say from when events are sent again, as in -since 24h");
    missing("function", "it is missing; say which function gets them");
    const auto until = choice.own.find("until");
    const auto since = choice.own.find("since");
    if (until == choice.own.end() || since == choice.own.end())
        return;
    const auto& [from, to] = std::pair(since->second.start, until->second.start);
    if (to.what == kind::oldest || (from.what == kind::at && to.what == kind::at && to.time < from.time) ||
        (from.what == kind::ago && to.what == kind::ago && to.back > from.back))
        mistakes.push_back({"flag -until", "it lies before -since"});
}

// What the command line says wins over the annotations.
std::string adjust(routing::function& f, const routing::function& selection,
                   const config::command_choice& choice)
{
    if (choice.has("topic"))
        f.patterns = selection.patterns;
    if (choice.has("filter"))
        f.filter = selection.filter;
    if (choice.has_flag("payload"))
        f.options.payload.reset();
    if (choice.has_flag("content-type"))
        f.options.content_type.reset();
    if (choice.has("async"))
        f.options.mode =
            choice.truth("async") ? routing::invocation_mode::async : routing::invocation_mode::sync;
    f.options.retries = static_cast<unsigned>(choice.own.at("max-attempts").number - 1);
    const auto name = base::printable(f.name, 100);
    if (std::all_of(f.patterns.begin(), f.patterns.end(), [](const auto& p) { return p.takes_away; }))
        return name +
               " asks for nothing: it has no annotation topic that can be used; say with -topic what to "
               "send";
    if (f.filter.invalid())
        return "the annotation vcenter.filter of " + name + " cannot be used: column " +
               std::to_string(f.filter.fault()->column) + ": " + f.filter.fault()->text +
               "; mend it, or give -filter";
    return {};
}

}  // namespace

int run_replay_command(std::span<const std::string> words, const config::environment& from)
{
    routing::function selection;
    const auto outcome = config::load_command(
        spec, words, from, [&](config::command_choice& choice, std::vector<config::mistake>& mistakes) {
            select_events(choice, selection, mistakes, choice.warnings);
            check(choice, mistakes);
            check_certificates(choice.settings.vcenter, mistakes);
        });
    const auto* choice = std::get_if<config::command_choice>(&outcome);
    if (choice == nullptr)
        return answer_without_work(spec, outcome);
    const auto log = start_log(*choice);
    replay_plan plan{choice->settings, choice->text("function"), choice->own.at("since").start, {}, {}};
    if (choice->has("until"))
        plan.until = choice->own.at("until").start;
    plan.adjust = [&](routing::function& f) { return adjust(f, selection, *choice); };
    plan.dry_run = choice->truth("dry-run");
    plan.json = choice->truth("json");
    return run_replay(plan, *log);
}

}  // namespace vcenter_connector::commands
