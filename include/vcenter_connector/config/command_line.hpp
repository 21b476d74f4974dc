// The words of a command such as `dead-letters list -function NAME`.
#pragma once

#include "vcenter_connector/config/go_flags.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace vcenter_connector::config {

struct command_line {
    std::map<std::string, std::string> flags;  ///< by name; the last one written counts
    std::vector<flag_value> written;           ///< every one, each time, in order
    std::vector<std::string> words;            ///< those that are no flags, in order
    std::vector<std::string> mistakes;         ///< complete, one a line
    bool help = false;

    bool has(const std::string& flag) const { return flags.count(flag) > 0; }
    /// Empty when it was not given.
    std::string text(const std::string& flag) const;
    bool truth(const std::string& flag) const { return text(flag) == "true"; }
};

/// Reads flags by Go's rules; unlike in Go they may also stand behind other words. After `--` all are words.
command_line read_command_line(std::span<const std::string> words, std::span<const flag_spec> table);

}  // namespace vcenter_connector::config
