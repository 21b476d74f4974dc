// How one setting looks in -help.
#pragma once

#include "vcenter_connector/config/settings_table.hpp"

#include <string>

namespace vcenter_connector::config {

/// The flag with its value's name, then its help, default and other sources, indented, in lines of at most
/// 100 characters.
std::string flag_usage(const setting& row);

}  // namespace vcenter_connector::config
