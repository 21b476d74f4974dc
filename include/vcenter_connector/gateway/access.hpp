// What a request to the gateway needs beside the connection.
#pragma once

#include "vcenter_connector/base/credentials.hpp"

#include <optional>
#include <string>

namespace vcenter_connector::gateway {

struct gateway_access {
    std::string path = "/";  ///< of the gateway's URL: a prefix of every target
    /// Set when basic auth is asked for; for `/system/` only, never for an invocation. Read before the first
    /// request and anew when the gateway answers 401; if they have changed by then the request is sent once
    /// more.
    std::optional<base::credentials_provider> credentials;
};

}  // namespace vcenter_connector::gateway
