// Whether a caller may use the routes below /system/.
#pragma once

#include "vcenter_connector/base/secret.hpp"

#include <string_view>

namespace vcenter_connector::local_gateway {

/// Whether an Authorization header carries this user and password. The time that it takes does not depend on
/// how much of them is right.
bool is_authorized(std::string_view header, std::string_view user, const base::secret& password);

}  // namespace vcenter_connector::local_gateway
