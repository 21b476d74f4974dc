// One TLS handshake: whom the peer has to be, and why it failed.
#pragma once

#include "vcenter_connector/base/result.hpp"

#include <boost/asio/ssl/error.hpp>
#include <openssl/ssl.h>

#include <string>

namespace vcenter_connector::net {

/// Must outlive the connection that it prepares, and stay where it is.
class tls_session {
public:
    /// `host`: whom the certificate has to be for. With a `thumbprint` (hex; colons and case do not count)
    /// the peer is trusted by that alone.
    tls_session(std::string host, std::string thumbprint);
    tls_session(const tls_session&) = delete;
    tls_session& operator=(const tls_session&) = delete;

    /// Before the handshake.
    void prepare(SSL* connection);
    /// After it: whether the peer has the thumbprint.
    base::result<void> accept(SSL* connection) const;

    /// What an error of the handshake means: `tls_untrusted`, `tls_wrong_name`, `tls_expired` with the
    /// certificate's names, issuer and dates; `tls_client_certificate`, `tls_too_old`, `tls_failed`.
    base::failure failure_of(boost::system::error_code ec) const;
    /// Whether an error after the handshake is the peer's word on our certificate: a TLS 1.3 server speaks it
    /// only then.
    bool is_refusal(boost::system::error_code ec) const;
    /// The peer asked for a certificate and has been given none.
    bool certificate_missing() const noexcept { return wanted_ && !given_; }

private:
    static int verify(int good, X509_STORE_CTX* verification);
    static int asked(SSL* connection, void* self);

    std::string host_;
    std::string thumbprint_;
    base::failure refusal_;
    bool wanted_ = false;
    bool given_ = false;
};

}  // namespace vcenter_connector::net
