// Which events a command is about, by its flags -topic and -filter.
#pragma once

#include "vcenter_connector/config/command_settings.hpp"
#include "vcenter_connector/routing/function.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::commands {

inline constexpr config::setting topic_flag{
    .flag = "topic",
    .value_name = "PATTERNS",
    .help = "Only events that these names and patterns ask for, separated by commas, as in the annotation "
            "topic: vm.powered.on, VmEvent, 'vm.>,!vm.reconfigured'. See the command topics.",
    .sources = config::setting_sources::flag};

inline constexpr config::setting filter_flag{
    .flag = "filter",
    .value_name = "EXPRESSION",
    .help = "Only events for which this CloudEvents SQL expression is true, as in the annotation "
            "vcenter.filter: \"vm LIKE 'web-%' AND datacenter = 'DC0'\".",
    .sources = config::setting_sources::flag};

/// Sets the patterns and the filter of `f` as far as the flags were given; every event where neither it nor
/// the flag says anything. What is wrong with them goes to `mistakes`, what is doubtful to `warnings`.
void select_events(const config::command_choice& choice, routing::function& f,
                   std::vector<config::mistake>& mistakes, std::vector<std::string>& warnings);

}  // namespace vcenter_connector::commands
