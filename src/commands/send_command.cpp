#include "send_command.hpp"

#include "command_start.hpp"
#include "send_request.hpp"
#include "send_run.hpp"

#include <array>
#include <chrono>
#include <utility>
#include <vector>

namespace vcenter_connector::commands {
namespace {

using config::setting;
using config::setting_sources;
using config::setting_type;

constexpr std::array own_flags{
    setting{.flag = "function",
            .value_name = "NAME",
            .help = "Invoke this function, as NAME or NAME.NAMESPACE, whether it asks for the event or "
                    "not. Default: every one that asks for it.",
            .sources = setting_sources::flag},
    setting{.flag = "async",
            .type = setting_type::boolean,
            .preset = "false",
            .help = "Invoke through the gateway's queue: then the gateway answers, not the function.",
            .sources = setting_sources::flag},
    setting{.flag = "dry-run",
            .type = setting_type::boolean,
            .preset = "false",
            .help = "Print what would be sent. Without -gateway nothing is contacted, and annotations do "
                    "not count.",
            .sources = setting_sources::flag},
    setting{.flag = "json",
            .type = setting_type::boolean,
            .preset = "false",
            .help = "One JSON object a line for each function.",
            .sources = setting_sources::flag},
};

const std::vector<setting>& flags()
{
    static const auto all = [] {
        std::vector<setting> rows(sample_flags().begin(), sample_flags().end());
        rows.insert(rows.end(), own_flags.begin(), own_flags.end());
        return rows;
    }();
    return all;
}

constexpr std::array<std::string_view, 3> delivery{"payload", "content-type", "upstream-timeout"};

config::command_spec spec()
{
    return {
        .name = "send",
        .about =
            R"(Makes an event that never happened and invokes functions with it: to try a function without touching a VM.
Every member that events of its class have is filled plausibly. Its id begins with vcenter-connector-send/.
The exit status is 1 when a function fails or none asks for the event.
)",
        .examples = R"(  vcenter-connector send -topic vm.powered.on -vm web-1
  vcenter-connector send -topic AlarmStatusChangedEvent -set to=red -set alarm.name=CPU -function pager
  vcenter-connector send -topic com.vmware.cis.tagging.attach -payload cloudevents -dry-run
)",
        .flags = flags(),
        .gateway = config::need::required,
        .delivery = delivery,
    };
}

}  // namespace

int run_send(std::span<const std::string> words, const config::environment& from)
{
    vsphere::event event;
    const auto command = spec();
    const auto outcome = config::load_command(
        command, words, from, [&](config::command_choice& choice, std::vector<config::mistake>& mistakes) {
            event = described_event(choice, std::chrono::system_clock::now(), mistakes);
        });
    const auto* choice = std::get_if<config::command_choice>(&outcome);
    if (choice == nullptr)
        return answer_without_work(command, outcome);
    const auto log = start_log(*choice);
    send_plan plan{choice->settings, event, choice->text("function"), {}, {}};
    if (choice->has_flag("payload"))
        plan.dialect = events::dialect_of(choice->settings.gateway.payload);
    if (choice->has_flag("content-type"))
        plan.content_type = choice->settings.gateway.content_type;
    plan.async = choice->truth("async");
    plan.dry_run = choice->truth("dry-run");
    plan.offline = plan.dry_run && !choice->has("gateway");
    plan.json = choice->truth("json");
    return run_send_plan(plan);
}

}  // namespace vcenter_connector::commands
