// Certificates, for people.
#pragma once

#include <openssl/x509.h>

#include <string>

namespace vcenter_connector::net {

/// SHA-256 or another digest of a certificate in upper-case hex with colons; empty without a certificate.
std::string thumbprint_of(X509* certificate, const EVP_MD* algorithm);

/// The names a certificate is for (some of them, if there are many), its issuer, its dates in UTC and its
/// SHA-256 thumbprint. Printable, whatever is in the certificate.
std::string describe(X509* certificate);

}  // namespace vcenter_connector::net
