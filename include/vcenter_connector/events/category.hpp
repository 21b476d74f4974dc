// The category of an event: info, warning, error or user.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace vcenter_connector::events {

/// `key` -> `category` of vCenter's `EventManager.description.eventInfo`.
using category_catalogue = std::map<std::string, std::string, std::less<>>;

/// What `catalogue` says of the class; for an EventEx its own `severity`. `info` where neither says anything.
/// The answer is valid as long as both arguments.
std::string_view category_of(const vsphere::event& event, const category_catalogue& catalogue);

}  // namespace vcenter_connector::events
