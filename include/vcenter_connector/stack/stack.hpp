// stack.yml: functions as OpenFaaS's command line knows them.
#pragma once

#include "vcenter_connector/stack/place.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::stack {

inline constexpr char default_namespace[] = "openfaas-fn";

using text_map = std::map<std::string, std::string>;

/// A value with the place it was read from, for what is only understood later.
struct located {
    std::string value;
    place where;          ///< that of its key where there is no value
    place named_at = {};  ///< of the key that it belongs to, in maps
    /// The column of the value's first character where the file holds the value as it is, within one line:
    /// then the n-th character of the value stands n columns further. 0 elsewhere (escapes, block scalars).
    int first_column = 0;
    bool single = true;  ///< false: it is a list or a map, and `value` is empty
};

using located_map = std::map<std::string, located>;

/// The place of a byte of the value, counted from 0, as near as it is known.
place place_in(const located& value, std::size_t offset);

/// A function as stack.yml describes it.
struct function {
    place where;  ///< of its name
    std::string name;
    std::string name_space = default_namespace;
    std::string image;
    std::string handler;  ///< folder; relative to that of stack.yml
    located fprocess;
    located_map environment;
    std::vector<located> environment_files;
    std::vector<std::string> secrets;
    located_map labels;
    located_map annotations;
    located_map unknown;  ///< keys that OpenFaaS does not know, with their values where those are single ones

    /// `NAME.NS`
    std::string qualified() const { return name + "." + name_space; }
    /// The value of an environment variable of the function, or empty.
    std::string_view setting(const std::string& variable) const;
};

struct parsed_stack {
    std::vector<function> functions;  ///< in the order of the file
    problems found;                   ///< in the order of the file; not usable when one is no warning
};

/// Reads the text of a stack.yml after substitution. `file` is for messages. Values that nothing here uses
/// (limits, requests, build arguments ...) are accepted; keys that OpenFaaS does not know are warned about.
parsed_stack parse_stack(const std::string& text, const std::string& file);

/// Reads a file that `environment_file` names: a map `environment` of names to values.
located_map parse_environment(const std::string& text, const std::string& file, problems& found);

}  // namespace vcenter_connector::stack
