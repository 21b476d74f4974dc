// The annotation `topic`.
#pragma once

#include "vcenter_connector/routing/function.hpp"

#include <string_view>

namespace vcenter_connector::routing {

/// Takes its well-formed parts into `f`; the first twenty others, and one that takes away only, into
/// `f.mistakes`.
void read_topic(std::string_view name, std::string_view value, function& f);

}  // namespace vcenter_connector::routing
