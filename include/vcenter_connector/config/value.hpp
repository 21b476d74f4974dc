// From a text that somebody wrote to a value of the setting's type.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/config/settings_table.hpp"

#include <string_view>

namespace vcenter_connector::config {

/// Checks `text` against the type and the limits of `row`. Fails with `invalid_argument`; the detail says
/// what was found and what would be right. Text must be UTF-8 without control characters; URLs are
/// taken as they are.
base::result<setting_value> parse_value(const setting& row, std::string_view text);

}  // namespace vcenter_connector::config
