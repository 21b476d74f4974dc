// The function that somebody named on a command line, among those of the gateway. Pure.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/routing/function.hpp"

#include <string_view>
#include <vector>

namespace vcenter_connector::commands {

/// `name`: `NAME` or `NAME.NAMESPACE`. Fails with `invalid_argument` when there is none, or when NAME alone
/// is in several namespaces; the detail names it and the nearest, or the choices.
base::result<routing::function> find_function(const std::vector<routing::function>& all,
                                              std::string_view name);

}  // namespace vcenter_connector::commands
