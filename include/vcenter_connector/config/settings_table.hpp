// The one table of all settings: names, types, limits, defaults, meaning. The command line, the environment,
// the YAML file, `-help` and docs/settings.md are all made from it.
#pragma once

#include "vcenter_connector/config/settings.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vcenter_connector::config {

enum class setting_group { vcenter, gateway, delivery, journal, log, general };
/// In the order in which a person should read them.
inline constexpr std::array all_setting_groups{setting_group::vcenter,  setting_group::gateway,
                                               setting_group::delivery, setting_group::journal,
                                               setting_group::log,      setting_group::general};
enum class setting_type { text, url, boolean, duration, integer, choice, beginning };
enum class setting_sources {
    all,  ///< flag, environment, YAML file
    flag_and_variable,
    flag,
};

/// A value after its type was checked; which member is set follows from the setting's type.
struct setting_value {
    std::string text;  ///< text, url, choice
    bool truth = false;
    std::int64_t number = 0;
    std::chrono::milliseconds time{0};
    base::starting_point start;  ///< beginning
};

/// One row. A new setting is one more row in settings_table.cpp; `apply` is all that a setting needs whose
/// value stands by itself. Settings that hang together (URL, credentials, files) have none: load.cpp does
/// them.
struct setting {
    std::string_view flag;
    setting_group group = setting_group::general;
    setting_type type = setting_type::text;
    std::string_view value_name = {};     ///< for -help: what stands for the value
    std::string_view preset = {};         ///< the default, as a user would write it
    std::string_view help = {};           ///< complete sentences
    std::string_view key = {};            ///< within the group's section of the YAML file
    std::string_view alias = {};          ///< another name of the flag
    std::string_view own_variable = {};   ///< where the name is an inherited one; else it is generated
    std::string_view govc_variable = {};  ///< govc's name, taken where ours is unset
    std::string_view choices = {};        ///< of a choice, separated by '|'
    std::int64_t least = 0;               ///< of an integer; of a duration in milliseconds
    std::int64_t most = 0;
    bool secret = false;        ///< the value is never shown
    bool may_be_empty = false;  ///< an empty environment variable or YAML text is a value, not "unset"
    setting_sources sources = setting_sources::all;
    void (*apply)(settings&, const setting_value&) = nullptr;
};

/// All rows, in the order in which a person should read them. Lives as long as the program.
std::span<const setting> settings_table() noexcept;

/// The row of a flag's name or alias, null if there is none.
const setting* find_setting(std::string_view flag) noexcept;

/// The environment variable of a setting: its inherited name, or VCENTER_CONNECTOR_ and the flag in capitals.
/// Empty where the environment is no source.
std::string variable_of(const setting& row);

/// The setting's path in the YAML file, `vcenter.user`; empty where the file is no source. General settings
/// stand at the top.
std::string key_of(const setting& row);

/// The section's name in the YAML file; empty for general settings.
std::string_view section_of(setting_group group) noexcept;

/// The heading for people.
std::string_view title_of(setting_group group) noexcept;

}  // namespace vcenter_connector::config
