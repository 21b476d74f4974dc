// The context attributes of an event in each dialect of CloudEvents.
#pragma once

#include "vcenter_connector/events/payload.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::events {

struct context_attribute {
    std::string_view name;  ///< static
    std::string value;      ///< never empty; well-formed UTF-8 without what CloudEvents' strings exclude
    bool extension = false;
};

/// Those of the specification first, in the order of CloudEvents' Go SDK, extensions behind them, by name.
/// `d` is not legacy.
std::vector<context_attribute> context_attributes(const vsphere::event& event, const event_origin& origin,
                                                  dialect d);

}  // namespace vcenter_connector::events
