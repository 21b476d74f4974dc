// What the command line, the environment and the file say, before it is understood.
#pragma once

#include "vcenter_connector/config/environment.hpp"
#include "vcenter_connector/config/mistake.hpp"
#include "vcenter_connector/config/settings_table.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::config {

enum class origin { flag, variable, file };

struct given {
    std::string text;
    origin from = origin::flag;
    std::string place;
};

/// Of each setting that somebody gave: the value that counts.
struct gathered {
    std::map<std::string_view, given> values;  ///< by the flag's first name
    std::vector<mistake> mistakes;
    bool help = false;  ///< asked for on the command line, before any mistake; nothing else was read
    bool version = false;

    /// Null where nobody gave a value.
    const given* find(std::string_view flag) const;

    /// Whether somebody gave a value that is not empty.
    bool has(std::string_view flag) const;

    /// What was given, or the default.
    std::string text(std::string_view flag) const;

    /// Where it was given; "flag -NAME" where nobody did.
    std::string place(std::string_view flag) const;
};

/// Reads all sources; a flag wins over the environment, the environment (our names before govc's) over the
/// file. `-help`, and `-version` on a command line without mistakes, leave the others unread.
gathered gather(std::span<const std::string> words, const environment& from);

}  // namespace vcenter_connector::config
