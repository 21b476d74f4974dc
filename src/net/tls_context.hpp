// TLS contexts and what can be said about a server's certificate.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/tls.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace vcenter_connector::net {

/// A client context that trusts what `options` say. Fails with `unreadable_file`, naming the CA file.
base::result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const tls_options& options);

/// Whether the peer's certificate has this SHA-1 or SHA-256 thumbprint (hex, colons and case do not count).
bool has_thumbprint(SSL* connection, const std::string& thumbprint);

/// Why the handshake failed, for a person: OpenSSL's verdict and the certificate's SHA-256 thumbprint.
std::string describe_peer_certificate(SSL* connection);

}  // namespace vcenter_connector::net
