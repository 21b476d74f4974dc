// Which functions `send` invokes. Pure.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/events/origin.hpp"
#include "vcenter_connector/routing/function.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::commands {

struct send_targets {
    std::vector<routing::function> functions;
    std::vector<std::string> remarks;  ///< for people; one line each, printable
};

/// Those that ask for the event and whose filter it passes; of those that a filter keeps from it a remark
/// says so. With a `name` that one alone, wanted or not; a remark says when it would not get the event.
/// Fails when there is none; the detail says why.
base::result<send_targets> targets_of(const vsphere::event& event, const events::event_origin& origin,
                                      const std::vector<routing::function>& all, const std::string& name);

}  // namespace vcenter_connector::commands
