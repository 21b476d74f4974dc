#include "parts.hpp"

#include "vcenter_connector/config/locate_journal.hpp"

namespace vcenter_connector::config {
namespace {

constexpr std::size_t max_pending_in_memory = 20'000;

std::string variable(const environment& from, const char* name)
{
    return from.variable(name).value_or(std::string());
}

// The order of the XDG base directory specification; systemd's STATE_DIRECTORY may list several.
std::string default_directory(const environment& from)
{
    if (const auto given = variable(from, "STATE_DIRECTORY"); !given.empty())
        return given.substr(0, given.find(':'));
    if (const auto given = variable(from, "XDG_STATE_HOME"); given.starts_with('/'))
        return given + "/vcenter-connector";
    if (const auto home = variable(from, "HOME"); home.starts_with('/'))
        return home + "/.local/state/vcenter-connector";
    return {};
}

}  // namespace

void load_journal(const gathered& values, const environment& from, journal_settings& out, findings& found)
{
    if (!out.durable) {
        if (!values.has("max-pending"))
            out.max_pending = max_pending_in_memory;
        return;
    }
    out.directory = values.has("state-dir") ? values.text("state-dir") : default_directory(from);
    if (out.directory.empty())
        found.mistakes.push_back({values.place("state-dir"),
                                  "no directory for the journal is known; name one that lasts, or choose "
                                  "-state none, which loses what is not delivered when the program ends"});
}

located_journal locate_journal(std::span<const std::string> words, const environment& from)
{
    const auto values = gather(words, from);
    located_journal out;
    out.settings.durable = values.text("state") == "disk";
    findings found{values.mistakes, {}};
    load_journal(values, from, out.settings, found);
    out.mistakes = std::move(found.mistakes);
    return out;
}

}  // namespace vcenter_connector::config
