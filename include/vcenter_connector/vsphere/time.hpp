// xsd:dateTime, as the vSphere API writes it.
#pragma once

#include "vcenter_connector/base/time_text.hpp"

namespace vcenter_connector::vsphere {

using base::format_time;
using base::parse_time;

}  // namespace vcenter_connector::vsphere
