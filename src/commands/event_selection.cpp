#include "event_selection.hpp"

#include "vcenter_connector/routing/annotations.hpp"

#include <utility>

namespace vcenter_connector::commands {
namespace {

// An event that does not state its class has no dotted name for `>`.
constexpr const char* every_event = ">,Event";

std::string text_of(const routing::annotation_mistake& mistake)
{
    auto text =
        (mistake.column > 0 ? "column " + std::to_string(mistake.column) + ": " : "") + mistake.reason;
    if (!mistake.expected.empty())
        text += "; " + mistake.expected;
    return text;
}

void take(routing::function& f, const char* flag, std::vector<config::mistake>& mistakes,
          std::vector<std::string>& warnings)
{
    const auto place = "flag -" + std::string(flag);
    for (const auto& each : std::exchange(f.mistakes, {})) {
        if (each.effect == routing::mistake_effect::taken_as_written)
            warnings.push_back(place + ": " + text_of(each));
        else
            mistakes.push_back({place, text_of(each)});
    }
}

}  // namespace

void select_events(const config::command_choice& choice, routing::function& f,
                   std::vector<config::mistake>& mistakes, std::vector<std::string>& warnings)
{
    f.mistakes.clear();
    if (choice.has("topic")) {
        f.patterns.clear();
        routing::read_annotation("topic", choice.text("topic"), f);
        if (f.patterns.empty() && f.mistakes.empty())
            mistakes.push_back({"flag -topic", "it names nothing; leave it out for every event"});
        take(f, "topic", mistakes, warnings);
    } else if (f.patterns.empty()) {
        f.patterns = routing::read_patterns(every_event);
    }
    if (choice.has("filter")) {
        f.filter = {};
        routing::read_annotation("vcenter.filter", choice.text("filter"), f);
        take(f, "filter", mistakes, warnings);
    }
}

}  // namespace vcenter_connector::commands
