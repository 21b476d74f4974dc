// What the log says of a function list that is not whole.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/gateway/list_functions.hpp"
#include "vcenter_connector/routing/topic_map.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace vcenter_connector::gateway {

class list_troubles {
public:
    /// Names each namespace that cannot be read once for each kind of failure, and again when it can; and so
    /// each request whose answer has entries without a name. `before`: the map so far, or null.
    void report(const function_list& list, const routing::topic_map* before, base::log& log);

private:
    void report_unread(const function_list& list, const routing::topic_map* before, base::log& log);
    void report_nameless(const function_list& list, base::log& log);

    std::map<std::string, std::set<std::string>, std::less<>> unread_;  // what was said of each namespace
    std::set<std::string> nameless_;
};

}  // namespace vcenter_connector::gateway
