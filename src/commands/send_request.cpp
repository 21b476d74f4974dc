#include "send_request.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/sample_event.hpp"
#include "vcenter_connector/routing/vocabulary.hpp"

#include <array>
#include <chrono>
#include <limits>
#include <utility>

namespace vcenter_connector::commands {
namespace {

using config::setting;
using config::setting_sources;

constexpr setting name_flag(std::string_view flag, std::string_view help)
{
    return {.flag = flag, .value_name = "NAME", .help = help, .sources = setting_sources::flag};
}

constexpr std::array flags{
    setting{.flag = "topic",
            .value_name = "NAME",
            .help = "What happened: a topic, the name of an event class, or an EventTypeId.",
            .sources = setting_sources::flag},
    name_flag("vm", "The virtual machine that it happened to. Default: web-1."),
    name_flag("host", "The host. Default: esx-1.example.com."),
    name_flag("cluster", "The cluster. Default: cluster-1."),
    name_flag("datacenter", "The datacenter. Default: DC0."),
    name_flag("datastore", "The datastore. Default: datastore-1."),
    name_flag("network", "The network. Default: VM Network."),
    name_flag("user", "Who did it. Default: VSPHERE.LOCAL\\Administrator."),
    setting{.flag = "message",
            .value_name = "TEXT",
            .help = "The event's message.",
            .may_be_empty = true,
            .sources = setting_sources::flag},
    setting{.flag = "set",
            .value_name = "MEMBER=VALUE",
            .help = "Another member, by its name on the wire, as in to=red or alarm.name=CPU; may be given "
                    "again. An empty value leaves the member out.",
            .sources = setting_sources::flag},
};

// Fresh for each millisecond within three weeks: functions that remember ids take no sample for a repeat.
std::int32_t key_at(base::wall_time now)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    return static_cast<std::int32_t>(ms % std::numeric_limits<std::int32_t>::max()) + 1;
}

// Sets the class, and the eventTypeId where the name is one; gives what is wrong with it.
std::string name_kind(const std::string& name, events::sample_request& wanted)
{
    const routing::vocabulary known;
    if (name.find_first_of("*>!,") != std::string::npos)
        return base::in_quotes(name) + " is a pattern; name one event, such as vm.powered.on";
    if (const auto* found = known.find(name)) {
        wanted.class_name = found->class_name;
        return {};
    }
    const auto near = known.nearest(name);
    const bool may_be_type_id = name.find('.') != std::string::npos;
    if (!known.may_be_type_id(name) && (!may_be_type_id || !near.empty()))
        return "no vCenter sends anything by the name " + base::in_quotes(name) +
               (near.empty() ? "; vcenter-connector topics lists the names" : "; did you mean " + near + "?");
    wanted.class_name = "EventEx";
    wanted.type_id = name;
    return {};
}

std::optional<std::string> given(const config::command_choice& choice, std::string_view flag)
{
    return choice.has(flag) ? std::optional(choice.text(flag)) : std::nullopt;
}

}  // namespace

std::span<const setting> sample_flags() noexcept
{
    return flags;
}

vsphere::event described_event(const config::command_choice& choice, base::wall_time now,
                               std::vector<config::mistake>& mistakes)
{
    events::sample_request wanted;
    wanted.key = key_at(now);
    wanted.time = std::chrono::floor<std::chrono::microseconds>(now);
    if (!choice.has("topic")) {
        mistakes.push_back({"flag -topic", "it is missing; say what happened, as in -topic vm.powered.on"});
        return {};
    }
    if (auto why = name_kind(choice.text("topic"), wanted); !why.empty()) {
        mistakes.push_back({"flag -topic", std::move(why)});
        return {};
    }
    wanted.vm = given(choice, "vm");
    wanted.host = given(choice, "host");
    wanted.cluster = given(choice, "cluster");
    wanted.datacenter = given(choice, "datacenter");
    wanted.datastore = given(choice, "datastore");
    wanted.network = given(choice, "network");
    wanted.user = given(choice, "user");
    wanted.message = given(choice, "message");
    for (const auto& each : choice.all("set")) {
        const auto equals = each.find('=');
        if (equals == std::string::npos || equals == 0)
            mistakes.push_back({"flag -set", base::in_quotes(each) + " is no MEMBER=VALUE"});
        else
            wanted.members.emplace_back(each.substr(0, equals), each.substr(equals + 1));
    }
    auto made = events::make_sample(wanted);
    if (auto* event = std::get_if<vsphere::event>(&made))
        return std::move(*event);
    for (auto& each : std::get<events::sample_mistakes>(made))
        mistakes.push_back({"flag -set", std::move(each)});
    return {};
}

events::event_origin sample_origin()
{
    events::event_origin origin;
    origin.authority = "vcenter.example.com";
    origin.url = "https://vcenter.example.com/sdk";
    origin.instance_uuid = "vcenter-connector-send";
    origin.api_version = "8.0.3.0";
    return origin;
}

}  // namespace vcenter_connector::commands
