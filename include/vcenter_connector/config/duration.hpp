// Durations in settings.
#pragma once

#include "vcenter_connector/base/go_duration.hpp"

namespace vcenter_connector::config {

using base::duration_text;
using base::parse_duration;

}  // namespace vcenter_connector::config
