// What TLS to a server has to be like.
#pragma once

#include "vcenter_connector/base/result.hpp"

#include <string>

namespace vcenter_connector::net {

struct tls_options {
    bool insecure = false;    ///< no check of the server's certificate at all
    std::string ca_files;     ///< PEM files with the CAs to trust, separated by ':'; empty: the system's
    std::string thumbprint;   ///< if set: trust exactly the leaf with this SHA-1 or SHA-256 (hex with colons)
    std::string client_cert;  ///< PEM file with our certificate, for servers that ask for one; may be empty
    std::string client_key;   ///< PEM file with its key
};

/// Whether a client can be made with these options: fails with `unreadable_file`, naming the file that holds
/// no usable certificate or key. Clients read the files again when they have changed.
base::result<void> check(const tls_options& options);

}  // namespace vcenter_connector::net
