// The flags of a command that works with a vCenter or a gateway: those of its own, and the connector's
// settings as far as it needs them.
#pragma once

#include "vcenter_connector/config/go_flags.hpp"
#include "vcenter_connector/config/load.hpp"
#include "vcenter_connector/config/settings_table.hpp"

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vcenter_connector::config {

enum class need {
    none,      ///< its settings are neither read nor accepted
    optional,  ///< read when somebody names it (`-vcenter`, `-gateway`, or their variables and keys)
    required,  ///< read and checked; where nobody names it, the default counts
};

/// What a command takes. All texts and spans must outlive it.
struct command_spec {
    std::string_view name;           ///< `topics`
    std::string_view words = {};     ///< for the usage line: `[pattern]`
    std::string_view about = {};     ///< for -help: what it does, whole lines
    std::string_view examples = {};  ///< for -help: whole lines, indented
    /// Flags of its own, the command line their only source (`setting_sources::flag`). One that is named like
    /// a setting takes its place.
    std::span<const setting> flags = {};
    need vcenter = need::none;
    need gateway = need::none;
    /// Settings of the group "delivery" that it takes, too; by flag.
    std::span<const std::string_view> delivery = {};
    std::size_t least_words = 0;
    std::size_t most_words = 0;
};

/// A command line that can be carried out.
struct command_choice {
    config::settings settings;                      ///< those that were not asked for have their defaults
    std::map<std::string_view, setting_value> own;  ///< by flag: as given, or the default; absent: neither
    std::set<std::string, std::less<>> given;    ///< flags and settings that somebody gave, from any source
    std::vector<flag_value> written;             ///< the command's own flags on the line, each time, in order
    std::set<std::string, std::less<>> flagged;  ///< those of them that stand on the command line
    std::vector<std::string> words;
    std::vector<std::string> warnings;  ///< complete sentences, for the log

    bool has(std::string_view flag) const { return given.count(flag) > 0; }
    bool has_flag(std::string_view flag) const { return flagged.count(flag) > 0; }
    bool truth(std::string_view flag) const;
    std::string text(std::string_view flag) const;
    /// Every value of an own flag that may be given more than once.
    std::vector<std::string> all(std::string_view flag) const;
};

using command_outcome = std::variant<command_choice, show_help, refused>;

/// What a command has to say against its own flags and words, beyond their types. Called also when something
/// else is wrong, so that every mistake is named; a flag whose value is wrong looks as if it were not given.
using command_check = std::function<void(command_choice& choice, std::vector<mistake>& mistakes)>;

/// Reads and checks what `load` would, for the parts that the command needs, and nothing else: a mistake in
/// a variable that it does not use is none. Every mistake is named. `words`: without the command's name.
/// Log lines are at `warn` unless the flag -log-level says otherwise, since results are what people look at.
command_outcome load_command(const command_spec& spec, std::span<const std::string> words,
                             const environment& from, const command_check& check = {});

/// The text of -help: what it does, its own flags, examples, then the settings it takes.
std::string command_usage(const command_spec& spec);

/// All mistakes, one per line, and where to find help.
std::string command_refusal(std::string_view command, std::span<const mistake> mistakes);

}  // namespace vcenter_connector::config
