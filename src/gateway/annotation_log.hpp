// What the log says of annotations.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/routing/topic_map.hpp"

namespace vcenter_connector::gateway {

/// Reports the mistakes of each function whose mistakes are not those that it had in the map `before`, and
/// each function that gets events again because its filter was mended. `before` may be null.
void report_annotations(const routing::topic_map* before, const routing::topic_map& now, base::log& log);

}  // namespace vcenter_connector::gateway
