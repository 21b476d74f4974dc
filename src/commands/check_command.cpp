#include "check_command.hpp"

#include "check_report.hpp"
#include "command_start.hpp"
#include "event_catalogue.hpp"
#include "standard_output.hpp"

#include "vcenter_connector/app/environment.hpp"
#include "vcenter_connector/config/command_settings.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/stack/substitution.hpp"

#include <array>
#include <cstdio>
#include <optional>
#include <utility>

namespace vcenter_connector::commands {
namespace {

constexpr std::array flags{
    config::setting{.flag = "json",
                    .type = config::setting_type::boolean,
                    .preset = "false",
                    .help = "A JSON list of what was found.",
                    .sources = config::setting_sources::flag},
};

constexpr config::command_spec spec{
    .name = "check",
    .words = "stack.yml...",
    .about =
        R"(Would these functions ever get an event? Reads stack files and looks at their annotations: names that
nothing is sent by, patterns that match nothing or change nothing, filters that cannot be parsed, unknown
annotations. "-" reads standard input. Exit status: 0 when there are at most warnings, 1 when there are errors.

Works without a vCenter: it then knows every event class, and takes for good whatever looks like an EventTypeId.
With -vcenter that vCenter's own catalogue counts, EventTypeIds included.
)",
    .examples = R"(  vcenter-connector check stack.yml
  vcenter-connector check -json examples/*/stack.yml
  vcenter-connector check -vcenter https://vcenter.example.com stack.yml
)",
    .flags = flags,
    .vcenter = config::need::optional,
    .least_words = 1,
    .most_words = 100'000,
};

base::result<std::string> standard_input()
{
    std::string text;
    std::array<char, 16384> piece{};
    while (const auto count = std::fread(piece.data(), 1, piece.size(), stdin)) {
        text.append(piece.data(), count);
        if (text.size() > app::largest_file)
            return base::failure(base::errc::unreadable_file,
                                 "it is larger than " + std::to_string(app::largest_file) + " bytes");
    }
    if (std::ferror(stdin) != 0)
        return base::failure(base::errc::unreadable_file, "reading ended with an error");
    return text;
}

void take_problems(const stack::problems& found, check_result& into)
{
    for (const auto& each : found)
        into.entries.push_back({each.warning ? routing::severity::warning : routing::severity::error,
                                each.where,
                                {},
                                {},
                                each.text,
                                {}});
}

void check_file(const std::string& name, const config::environment& from, const routing::vocabulary& known,
                check_result& into)
{
    const std::string file = name == "-" ? "standard input" : name;
    const auto text = name == "-" ? standard_input() : from.read_file(name);
    if (!text) {
        stack::place where;
        where.file = file;
        auto why = text.error().detail;
        if (why.starts_with(file + ": "))
            why.erase(0, file.size() + 2);
        into.entries.push_back(
            {routing::severity::error, std::move(where), {}, {}, "it cannot be read: " + why, {}});
        return;
    }
    stack::problems found;
    const auto substituted = stack::substitute(*text, from.variable, file, found);
    take_problems(found, into);
    check_stack(substituted, file, known, into);
}

base::result<routing::vocabulary> names_known(const config::command_choice& choice)
{
    if (!choice.has("vcenter"))
        return routing::vocabulary();
    const auto kinds = read_event_catalogue(choice.settings.vcenter);
    if (!kinds)
        return kinds.error();
    std::vector<events::event_names> names;
    for (const auto& each : *kinds)
        names.push_back(events::names_of_kind(each.class_name, each.type_id));
    return routing::vocabulary(std::move(names));
}

}  // namespace

int run_check(std::span<const std::string> words, const config::environment& from)
{
    const auto outcome = config::load_command(
        spec, words, from, [](config::command_choice& choice, std::vector<config::mistake>& mistakes) {
            if (choice.has("vcenter"))
                check_certificates(choice.settings.vcenter, mistakes);
        });
    const auto* choice = std::get_if<config::command_choice>(&outcome);
    if (choice == nullptr)
        return answer_without_work(spec, outcome);
    const auto log = start_log(*choice);
    const auto known = names_known(*choice);
    if (!known)
        return report_failure("check", choice->settings.vcenter, known.error());
    check_result result;
    for (const auto& name : choice->words)
        check_file(name, from, *known, result);
    const auto status = print_result(choice->truth("json") ? check_json(result) : check_text(result));
    return result.count(routing::severity::error) > 0 ? 1 : status;
}

}  // namespace vcenter_connector::commands
