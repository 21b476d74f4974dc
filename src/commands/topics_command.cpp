#include "topics_command.hpp"

#include "command_start.hpp"
#include "event_catalogue.hpp"
#include "standard_output.hpp"
#include "topics_text.hpp"

#include "vcenter_connector/app/log.hpp"
#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/command_settings.hpp"
#include "vcenter_connector/routing/pattern.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace vcenter_connector::commands {
namespace {

constexpr std::array flags{
    config::setting{.flag = "json",
                    .type = config::setting_type::boolean,
                    .preset = "false",
                    .help = "One JSON object a line.",
                    .sources = config::setting_sources::flag},
};

constexpr config::command_spec spec{
    .name = "topics",
    .words = "[pattern]",
    .about = R"(Lists the names that a function can ask for in its annotation "topic".

With -vcenter: what that vCenter can send, those of its extensions too, with category and description from its
own catalogue. Without: the event classes of the vSphere API, and what each derives from. A pattern is one as
in the annotation: a name, the name of a class or of one it derives from, or words with * and > such as 'vm.>'.
)",
    .examples = R"(  vcenter-connector topics 'vm.>'
  vcenter-connector topics -vcenter https://vcenter.example.com 'com.vmware.vc.HA.>'
  vcenter-connector topics VmEvent
)",
    .flags = flags,
    .vcenter = config::need::optional,
    .most_words = 1,
};

std::vector<routing::pattern> read_pattern(const std::vector<std::string>& words,
                                           std::vector<config::mistake>& mistakes)
{
    if (words.size() != 1)
        return {};
    auto patterns = routing::read_patterns(words.front());
    for (const auto& each : patterns)
        if (const auto fault = routing::fault_of(each); !fault.empty())
            mistakes.push_back(
                {"pattern", "\"" + base::printable(routing::written(each), 60) + "\": it " + fault});
    if (patterns.empty())
        mistakes.push_back({"pattern", "it is empty; leave it out to see every name"});
    return patterns;
}

int report_nothing(const std::string& pattern, const std::vector<topic_row>& all)
{
    std::vector<std::string_view> known;
    for (const auto& row : all)
        for (const auto name : row.names.all())
            known.push_back(name);
    const auto near = base::nearest(pattern, known);
    const auto hint = near.empty() ? "" : "; did you mean " + base::printable(near) + "?";
    std::fprintf(stderr, "No name answers to \"%s\"%s\n", base::printable(pattern, 60).c_str(), hint.c_str());
    return 1;
}

int list(const config::command_choice& choice, const std::vector<routing::pattern>& patterns)
{
    std::vector<topic_row> all;
    if (choice.has("vcenter")) {
        const auto kinds = read_event_catalogue(choice.settings.vcenter);
        if (!kinds)
            return report_failure("topics", choice.settings.vcenter, kinds.error());
        all = topics_of(*kinds);
    } else {
        all = known_topics();
    }
    std::vector<topic_row> rows;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rows), [&](const topic_row& row) {
        return patterns.empty() || routing::ask_for(patterns, row.names);
    });
    if (rows.empty() && !patterns.empty())
        return report_nothing(choice.words.front(), all);
    return print_result(choice.truth("json") ? topics_json(rows) : topics_text(rows));
}

}  // namespace

int run_topics(std::span<const std::string> words, const config::environment& from)
{
    std::vector<routing::pattern> patterns;
    const auto outcome = config::load_command(
        spec, words, from, [&](config::command_choice& choice, std::vector<config::mistake>& mistakes) {
            patterns = read_pattern(choice.words, mistakes);
            if (choice.has("vcenter"))
                check_certificates(choice.settings.vcenter, mistakes);
        });
    const auto* choice = std::get_if<config::command_choice>(&outcome);
    if (choice == nullptr)
        return answer_without_work(spec, outcome);
    const auto log = start_log(*choice);
    return list(*choice, patterns);
}

}  // namespace vcenter_connector::commands
