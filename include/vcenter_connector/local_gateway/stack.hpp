// stack.yml: the functions that local-gateway serves.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/local_gateway/place.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::local_gateway {

inline constexpr char default_namespace[] = "openfaas-fn";
/// The annotation that names the URL of a function that is a server of its own.
inline constexpr char upstream_annotation[] = "local-gateway/upstream";

using text_map = std::map<std::string, std::string>;

/// A value with the place it was read from, for what is only understood later.
struct located {
    std::string value;
    place where;
};

/// A function as stack.yml describes it.
struct function {
    place where;  ///< of its name
    std::string name;
    std::string name_space = default_namespace;
    std::string image;
    std::string handler;  ///< folder; relative to that of stack.yml until `load_stack` has made it absolute
    located fprocess;
    std::map<std::string, located> environment;
    std::vector<located> environment_files;
    std::vector<std::string> secrets;
    std::string secrets_folder;  ///< absolute; where the files of `secrets` are; set by `load_stack`
    text_map labels;
    text_map annotations;
    located upstream_url;  ///< empty: a process is started for each request

    // What `settle` makes of the above.
    std::vector<std::string> command;
    std::optional<base::endpoint> upstream;
    base::duration exec_timeout = std::chrono::seconds(30);  ///< zero: none
    std::size_t max_inflight = 0;                            ///< zero: no limit

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
std::map<std::string, located> parse_environment(const std::string& text, const std::string& file,
                                                 problems& found);

/// Checks what depends on the whole environment and sets `command`, `upstream`, `exec_timeout` and
/// `max_inflight`. `fprocess` may also be given in the environment, as for the classic watchdog.
void settle(function& f, problems& found);

}  // namespace vcenter_connector::local_gateway
