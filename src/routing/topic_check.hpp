// The `topic` annotation, held against the names that there are.
#pragma once

#include "vcenter_connector/routing/subscription_check.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// Adds what is wrong with well-formed parts; those that are not are `read_annotation`'s matter. Gives what
/// they ask for, as `subscription_report::summary` does.
std::string check_topics(std::string_view annotation, const vocabulary& known, std::vector<finding>& found);

}  // namespace vcenter_connector::routing
