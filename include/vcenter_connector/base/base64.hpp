// Base64, for basic authentication.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::base {

/// RFC 4648, section 4, with padding.
std::string base64(std::string_view bytes);

}  // namespace vcenter_connector::base
