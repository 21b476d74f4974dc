// govc's file of certificate thumbprints.
#pragma once

#include "vcenter_connector/base/endpoint.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::config {

/// A line of the file that names a server.
struct known_host {
    std::string thumbprint;  ///< upper-case hex with colons; empty when what stands there is none
    std::size_t line = 0;    ///< counted from 1
};

/// Finds `server` in the text of a known-hosts file as `govc about.cert -thumbprint` writes it: lines of
/// `host:port THUMBPRINT`, the thumbprint a SHA-1 (20 bytes) or SHA-256 (32 bytes) in hex, colons between the
/// bytes. Without a port 443 is meant, as in govc; an IPv6 address stands in brackets. The last line for a
/// server counts, as in govc. Passed over: empty lines, and what follows a '#' at the beginning of a word.
std::optional<known_host> find_known_host(std::string_view text, const base::endpoint& server);

}  // namespace vcenter_connector::config
