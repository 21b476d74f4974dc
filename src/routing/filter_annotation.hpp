// The annotation `vcenter.filter`.
#pragma once

#include "vcenter_connector/routing/function.hpp"

#include <string_view>

namespace vcenter_connector::routing {

/// Takes it into `f`; what is wrong with the expression, and what its author most likely did not mean, into
/// `f.mistakes`.
void read_filter(std::string_view name, std::string_view value, function& f, filter_cache* filters);

}  // namespace vcenter_connector::routing
