#include "topic_annotation.hpp"

#include "vcenter_connector/base/text.hpp"

#include <utility>

namespace vcenter_connector::routing {
namespace {

constexpr std::size_t shown = 60;
constexpr std::size_t most_reported = 20;  // parts of one annotation

annotation_mistake malformed(std::string_view name, const pattern& part, const std::string& fault)
{
    return {std::string(name),
            base::printable(written(part), shown),
            "it " + fault,
            "names of tokens joined by dots; * for one token, > at the end for the rest",
            mistake_effect::part_left_out,
            part.column};
}

}  // namespace

void read_topic(std::string_view name, std::string_view value, function& f)
{
    bool asks = false;
    std::size_t reported = 0;
    f.patterns.clear();
    auto parts = read_patterns(value);
    for (auto& part : parts) {
        asks = asks || !part.takes_away;
        if (const auto fault = fault_of(part); fault.empty())
            f.patterns.push_back(std::move(part));
        else if (++reported <= most_reported)
            f.mistakes.push_back(malformed(name, part, fault));
    }
    if (!asks && !parts.empty())
        f.mistakes.push_back({std::string(name), base::printable(value, shown), "it takes away from nothing",
                              "a name to begin with; add '>' for every event", mistake_effect::gets_nothing});
}

}  // namespace vcenter_connector::routing
