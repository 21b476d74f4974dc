// stack.yml as a file, with the files that it names.
#pragma once

#include "vcenter_connector/local_gateway/stack.hpp"
#include "vcenter_connector/stack/substitution.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vcenter_connector::local_gateway {

struct stack_source {
    std::string path = "stack.yml";
    std::vector<std::string> filter;               ///< names of functions to serve; empty: all
    std::map<std::string, std::string> upstreams;  ///< URL by function; wins over the annotation
    text_map environment;                          ///< added to every function's; wins
    std::filesystem::path secrets;                 ///< folder; empty: `.secrets` beside the file
    stack::variable_lookup variables;
};

struct loaded_stack {
    std::vector<function> functions;  ///< checked; folders are absolute
    problems found;                   ///< not usable when one is no warning
    /// What was read, with each file's state: compare two of them to see whether something has changed.
    std::map<std::filesystem::path, std::filesystem::file_time_type> files;
};

/// Reads the file, and checks what it says against the disk: folders, environment files, secrets.
loaded_stack load_stack(const stack_source& source);

/// Whether a file that `loaded` was read from has changed since, has gone or has come.
bool is_outdated(const loaded_stack& loaded);

}  // namespace vcenter_connector::local_gateway
