// The functions that local-gateway serves.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/stack/stack.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::local_gateway {

using stack::default_namespace;
using stack::has_mistake;
using stack::located;
using stack::place;
using stack::problem;
using stack::problems;
using stack::text_map;

/// The annotation that names the URL of a function that is a server of its own.
inline constexpr char upstream_annotation[] = "local-gateway/upstream";

/// A function of stack.yml, and what `load_stack` and `settle` make of it.
struct function : stack::function {
    std::string secrets_folder;  ///< absolute; where the files of `secrets` are
    located upstream_url;        ///< empty: a process is started for each request

    std::vector<std::string> command;
    std::optional<base::endpoint> upstream;
    base::duration exec_timeout = std::chrono::seconds(30);  ///< zero: none
    std::size_t max_inflight = 0;                            ///< zero: no limit
};

/// `declared` with the URL that its annotation names.
function served(stack::function declared);

/// Checks what depends on the whole environment and sets `command`, `upstream`, `exec_timeout` and
/// `max_inflight`. `fprocess` may also be given in the environment, as for the classic watchdog.
void settle(function& f, problems& found);

}  // namespace vcenter_connector::local_gateway
