// `base::nearest` under the name that those know it by who read settings.
#pragma once

#include "vcenter_connector/base/nearest.hpp"

namespace vcenter_connector::config {

using base::nearest;

}  // namespace vcenter_connector::config
