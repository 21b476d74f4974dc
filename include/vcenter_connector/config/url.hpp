// URLs of vCenters and gateways, as people write them.
#pragma once

#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::config {

struct server_url {
    base::endpoint server;
    std::optional<std::string> user;       ///< percent-decoded
    std::optional<base::secret> password;  ///< percent-decoded
};

/// Reads a vCenter's URL: `vc`, `vc:8989`, `https://vc/`, `https://administrator@vsphere.local:pw@vc/sdk`,
/// `https://[fe80::1]:443/sdk`. The user part ends at the last `@` before the path. No scheme means https; no
/// path, or `/`, means `/sdk`; a trailing `/` is dropped.
///
/// Fails with `invalid_argument`; the detail says what is wrong and what would be right, and shows nothing
/// that could belong to a password.
base::result<server_url> parse_vcenter_url(std::string_view text);

/// Reads a gateway's URL in the same way. No scheme means http; no path means `/`.
base::result<server_url> parse_gateway_url(std::string_view text);

/// `text` for a message: what could be a user part is replaced by `***`, control characters are escaped.
std::string without_user_part(std::string_view text);

}  // namespace vcenter_connector::config
