#include "dead_letters_command.hpp"

#include "dead_letters_text.hpp"
#include "vcenter_connector/app/journal_home.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/command_line.hpp"
#include "vcenter_connector/config/duration.hpp"
#include "vcenter_connector/config/load.hpp"
#include "vcenter_connector/config/locate_journal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace vcenter_connector::commands {
namespace {

constexpr const char* usage =
    R"(Shows and handles what could not be delivered. Works beside a running connector.

  vcenter-connector dead-letters list                    one line each, the oldest first
  vcenter-connector dead-letters show ID                 the event, every attempt, the payload
  vcenter-connector dead-letters redeliver ID... | -all  back into the queue, as if they were new
  vcenter-connector dead-letters drop ID... | -all       away for good

Which ones (list, redeliver, drop); all that are given must hold:
  -function NAME     or NAME.NAMESPACE
  -topic TOPIC       as in vm.powered.on
  -reason TEXT       a part of the reason
  -older-than TIME   dead for longer than that, as in 90m or 24h
  -newer-than TIME   dead for less than that
  -all               no restriction; redeliver and drop want it in so many words

  -json              one JSON object a line
  -state-dir DIR     directory of the journal; by default that of the connector, see vcenter-connector -help
  -config FILE       the connector's settings file
)";

constexpr std::array flags{
    config::flag_spec{"function", false},   config::flag_spec{"topic", false},
    config::flag_spec{"reason", false},     config::flag_spec{"older-than", false},
    config::flag_spec{"newer-than", false}, config::flag_spec{"all", true},
    config::flag_spec{"json", true},        config::flag_spec{"state-dir", false},
    config::flag_spec{"config", false},
};
constexpr std::array restrictions{"function", "topic", "reason", "older-than", "newer-than"};

struct request {
    std::string verb;
    std::vector<std::int64_t> ids;
    store::dead_letter_filter filter;
    bool restricted = false;
    bool all = false;
    bool json = false;
};

base::wall_time now()
{
    return std::chrono::system_clock::now();
}

void print(const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
}

int refuse(const std::vector<std::string>& mistakes)
{
    for (const auto& each : mistakes)
        std::fprintf(stderr, "%s\n", each.c_str());
    std::fputs("Run vcenter-connector dead-letters -help for what is possible.\n", stderr);
    return 2;
}

int fail(const base::failure& why)
{
    std::fprintf(stderr, "%s\n", why.message().c_str());
    return 1;
}

void read_age(const config::command_line& line, const std::string& flag,
              std::optional<base::wall_time>& limit, std::vector<std::string>& mistakes)
{
    if (!line.has(flag))
        return;
    if (const auto age = config::parse_duration(line.text(flag)))
        limit = now() - *age;
    else
        mistakes.push_back("flag -" + flag + ": \"" + base::printable(line.text(flag), 60) +
                           "\" is no duration; write it as 90m or 24h");
}

void read_ids(const config::command_line& line, request& wanted, std::vector<std::string>& mistakes)
{
    for (std::size_t i = 1; i < line.words.size(); ++i) {
        const auto& word = line.words[i];
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
        if (error == std::errc() && end == word.data() + word.size() && id > 0)
            wanted.ids.push_back(id);
        else
            mistakes.push_back("\"" + base::printable(word, 60) + "\" is no id; list shows them");
    }
}

void check(const request& wanted, std::vector<std::string>& mistakes)
{
    const bool changes = wanted.verb == "redeliver" || wanted.verb == "drop";
    if (wanted.verb == "show" && wanted.ids.size() != 1)
        mistakes.emplace_back("show needs one id; list shows them");
    else if (wanted.verb == "list" && !wanted.ids.empty())
        mistakes.emplace_back("list takes no id; show ID shows one");
    else if (changes && wanted.ids.empty() && !wanted.restricted && !wanted.all)
        mistakes.emplace_back(wanted.verb + " needs ids, a restriction such as -function NAME, or -all");
    else if (!wanted.ids.empty() && (wanted.restricted || wanted.all))
        mistakes.emplace_back("give either ids or restrictions");
}

request read(const config::command_line& line, std::vector<std::string>& mistakes)
{
    static constexpr std::array verbs{"list", "show", "redeliver", "drop"};
    request wanted;
    wanted.verb = line.words.empty() ? "" : line.words[0];
    if (std::find(verbs.begin(), verbs.end(), wanted.verb) == verbs.end())
        mistakes.emplace_back("what is to be done? list, show, redeliver or drop");
    wanted.all = line.truth("all");
    wanted.json = line.truth("json");
    wanted.filter.function = line.text("function");
    wanted.filter.topic = line.text("topic");
    wanted.filter.reason = line.text("reason");
    read_age(line, "older-than", wanted.filter.died_before, mistakes);
    read_age(line, "newer-than", wanted.filter.died_after, mistakes);
    wanted.restricted = std::any_of(restrictions.begin(), restrictions.end(),
                                    [&](const char* flag) { return line.has(flag); });
    read_ids(line, wanted, mistakes);
    for (const char* flag : restrictions)
        if (line.has(flag) && line.text(flag).empty())
            mistakes.push_back("flag -" + std::string(flag) + " is empty; an unset variable, perhaps?");
    if (mistakes.empty())
        check(wanted, mistakes);
    return wanted;
}

int list(store::dead_letters& letters, const request& wanted)
{
    bool begun = false;
    const auto count = letters.list(wanted.filter, [&](const store::dead_letter& letter) {
        if (!wanted.json && !std::exchange(begun, true))
            print(list_heading());
        print(wanted.json ? letter_json(letter) + "\n" : list_line(letter));
        return std::ferror(stdout) == 0;
    });
    if (!count)
        return fail(count.error());
    if (!wanted.json && *count == 0)
        print("No dead letters.\n");
    return 0;
}

int show(store::dead_letters& letters, const request& wanted)
{
    const auto found = letters.show(wanted.ids[0]);
    if (!found)
        return fail(found.error());
    if (!*found) {
        std::fprintf(stderr, "There is no dead letter %lld.\n", static_cast<long long>(wanted.ids[0]));
        return 1;
    }
    print(wanted.json ? letter_json(**found) + "\n" : letter_text(**found));
    return 0;
}

base::result<std::size_t> apply(store::dead_letters& letters, const std::string& verb,
                                const store::dead_letter_filter& filter)
{
    return verb == "drop" ? letters.drop(filter) : letters.redeliver(filter, now());
}

int change(store::dead_letters& letters, const request& wanted)
{
    std::vector<store::dead_letter_filter> filters;
    for (const auto id : wanted.ids)
        filters.emplace_back().id = id;
    if (wanted.ids.empty())
        filters.push_back(wanted.filter);
    std::size_t total = 0;
    bool missing = false;
    for (const auto& filter : filters) {
        const auto count = apply(letters, wanted.verb, filter);
        if (!count)
            return fail(count.error());
        total += *count;
        if (filter.id && *count == 0) {
            missing = true;
            std::fprintf(stderr, "There is no dead letter %lld.\n", static_cast<long long>(*filter.id));
        }
    }
    const auto* done = wanted.verb == "drop" ? "dropped" : "redelivered";
    print(wanted.json
              ? "{\"" + std::string(done) + "\":" + std::to_string(total) + "}\n"
              : std::to_string(total) + (wanted.verb == "drop" ? " dropped.\n" : " back in the queue.\n"));
    return missing ? 1 : 0;
}

int carry_out(const request& wanted, const std::string& path)
{
    const auto letters = store::open_dead_letters(path);
    if (!letters)
        return fail(letters.error());
    if (wanted.verb == "list")
        return list(**letters, wanted);
    if (wanted.verb == "show")
        return show(**letters, wanted);
    return change(**letters, wanted);
}

}  // namespace

int run_dead_letters(std::span<const std::string> words, const config::environment& from)
{
    const auto line = config::read_command_line(words, flags);
    if (line.help) {
        print(usage);
        return 0;
    }
    auto mistakes = line.mistakes;
    const auto wanted = read(line, mistakes);
    if (!mistakes.empty())
        return refuse(mistakes);

    std::vector<std::string> where;
    for (const char* flag : {"state-dir", "config"})
        if (line.has(flag))
            where.push_back("-" + std::string(flag) + "=" + line.text(flag));
    const auto journal = config::locate_journal(where, from);
    if (!journal.mistakes.empty()) {
        std::fputs(config::refusal_text(journal.mistakes).c_str(), stderr);
        return 2;
    }
    if (!journal.settings.durable) {
        std::fputs("The settings say -state none: such a connector keeps no dead letters.\n", stderr);
        return 1;
    }
    const int status = carry_out(wanted, app::journal_path(journal.settings));
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        std::fputs("The output could not be written in full.\n", stderr);
        return 1;
    }
    return status;
}

}  // namespace vcenter_connector::commands
