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

/// For a person: the SHA-256 thumbprint of the peer's certificate.
std::string describe_peer_certificate(SSL* connection);

/// Why a certificate was refused, for a person: OpenSSL's verdict, or that it is not for `host`, and the
/// leaf's SHA-256 thumbprint. To be asked while it is verified: afterwards OpenSSL no longer knows the
/// certificate.
std::string describe_refusal(X509_STORE_CTX* verification, const std::string& host);

}  // namespace vcenter_connector::net
