// What to do when a server's TLS, or a proxy before it, does not let us through.
#pragma once

#include "vcenter_connector/base/result.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::policy {

/// Empty for errors of other kinds. `prefix`: of the server's flags, `-vc` or `-gateway`; `insecure`: its flag
/// that turns the check off.
std::string connection_cure(const base::failure& why, std::string_view prefix, std::string_view insecure);

}  // namespace vcenter_connector::policy
