#include "vcenter_connector/commands/commands.hpp"

#include "check_command.hpp"
#include "dead_letters_command.hpp"
#include "events_command.hpp"
#include "replay_command.hpp"
#include "send_command.hpp"
#include "topics_command.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string_view>
#include <vector>

namespace vcenter_connector::commands {
namespace {

struct command {
    std::string_view name;
    std::string_view help;
    int (*run)(std::span<const std::string> words, const config::environment& from);
};

constexpr std::array commands{
    command{"run", "follow a vCenter and invoke functions; also without a command", nullptr},
    command{"topics", "the names that functions can ask for", run_topics},
    command{"events", "the events of a vCenter, as they come or from its history", run_events},
    command{"check", "would the functions of a stack.yml ever get an event?", run_check},
    command{"send", "make an event and invoke functions with it", run_send},
    command{"replay", "send history again to one function", run_replay_command},
    command{"dead-letters", "what could not be delivered: list, show, redeliver, drop", run_dead_letters},
};

int refuse(const std::string& word)
{
    std::vector<std::string_view> known;
    for (const auto& each : commands)
        known.push_back(each.name);
    const auto near = base::nearest(word, known);
    std::string text = "unknown command \"" + base::printable(word, 60) + "\"";
    if (!near.empty())
        text += "; did you mean " + std::string(near) + "?";
    std::fputs(
        (text + "\n" + commands_text() + "Run vcenter-connector -help for the flags of run.\n").c_str(),
        stderr);
    return 2;
}

int carry_out(const command& chosen, std::span<const std::string> words, const config::environment& from)
{
    try {
        return chosen.run(words, from);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "Internal error: %s\n", e.what());
        return 1;
    }
}

}  // namespace

std::string commands_text()
{
    std::string text = "Commands; COMMAND -help says more:\n";
    for (const auto& each : commands)
        text += "  " + std::string(each.name) + std::string(14 - each.name.size(), ' ') +
                std::string(each.help) + "\n";
    return text;
}

std::optional<int> run_command(std::span<const std::string> words, const config::environment& from)
{
    if (words.empty() || words[0].empty() || words[0][0] == '-')
        return std::nullopt;
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const command& each) { return each.name == words[0]; });
    if (found == commands.end())
        return refuse(words[0]);
    if (found->run == nullptr)
        return std::nullopt;
    return carry_out(*found, words.subspan(1), from);
}

}  // namespace vcenter_connector::commands
