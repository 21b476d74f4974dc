// Variables in stack.yml, which faas-cli replaces in the text before it reads the YAML.
#pragma once

#include "vcenter_connector/stack/place.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::stack {

/// The value of an environment variable; nothing when it is not set.
using variable_lookup = std::function<std::optional<std::string>(const std::string& name)>;

/// Replaces `${NAME}`, and `${NAME:-default}` (also `:=`, `-` and `=`, as faas-cli does) where NAME is unset
/// or empty; a default may hold variables itself. `$${` stands for `${`. A `$` before anything else stays.
///
/// A variable that is neither set nor has a default becomes nothing, with a warning; a form that is not
/// understood stays as it is, with a mistake. Both go to `found`, with their place in `file`.
std::string substitute(std::string_view text, const variable_lookup& lookup, const std::string& file,
                       problems& found);

}  // namespace vcenter_connector::stack
