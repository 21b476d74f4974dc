// Filters that fail for a reason which people do not see: they are mostly a mistake of their author.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/routing/topic_map.hpp"

#include <set>
#include <string>

namespace vcenter_connector::source {

class filter_watch {
public:
    explicit filter_watch(base::log& log) : log_(log) {}

    /// Warns, once for each function and text of its filter, when it held an event back by another error than
    /// an attribute that the event does not have: that one is what filters are for. `event`: the event's id.
    void look_at(const routing::held_back& held, const std::string& event);

private:
    base::log& log_;
    std::set<std::string> reported_;
};

}  // namespace vcenter_connector::source
