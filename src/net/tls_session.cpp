#include "tls_session.hpp"

#include "certificate_text.hpp"

#include <boost/asio/ip/address.hpp>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <cctype>
#include <memory>

namespace vcenter_connector::net {
namespace {

using base::errc;
using base::failure;

int place_of_session()
{
    static const int place = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return place;
}

std::string hex_digits(const std::string& text)
{
    std::string digits;
    for (const char c : text)
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
            digits += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return digits;
}

errc meaning_of(int verdict) noexcept
{
    switch (verdict) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return errc::tls_wrong_name;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID: return errc::tls_expired;
    default: return errc::tls_untrusted;
    }
}

int reason_of(boost::system::error_code ec) noexcept
{
    return ec.category() == boost::asio::error::get_ssl_category()
               ? ERR_GET_REASON(static_cast<unsigned long>(ec.value()))
               : 0;
}

bool is_too_old(int reason) noexcept
{
    return reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION;
}

// What a server says of the client's certificate: RFC 8446, section 6.2.
bool is_word_on_certificate(int reason) noexcept
{
    switch (reason) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED: return true;
    default: return false;
    }
}

}  // namespace

tls_session::tls_session(std::string host, std::string thumbprint)
    : host_(std::move(host)), thumbprint_(std::move(thumbprint))
{
}

void tls_session::prepare(SSL* connection)
{
    boost::system::error_code no_address;
    boost::asio::ip::make_address(host_, no_address);
    const bool by_address = !no_address;
    if (!by_address)  // RFC 6066, section 3: no address in SNI
        SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host_.data());
    SSL_set_ex_data(connection, place_of_session(), this);
    SSL_set_cert_cb(connection, &tls_session::asked, this);
    if (!thumbprint_.empty()) {
        SSL_set_verify(connection, SSL_VERIFY_NONE, nullptr);
    } else if (SSL_get_verify_mode(connection) != SSL_VERIFY_NONE) {
        auto* const wanted = SSL_get0_param(connection);
        if (by_address)
            X509_VERIFY_PARAM_set1_ip_asc(wanted, host_.c_str());
        else
            X509_VERIFY_PARAM_set1_host(wanted, host_.c_str(), host_.size());
        SSL_set_verify(connection, SSL_VERIFY_PEER, &tls_session::verify);
    }
}

base::result<void> tls_session::accept(SSL* connection) const
{
    if (thumbprint_.empty())
        return {};
    const std::unique_ptr<X509, decltype(&X509_free)> peer(SSL_get1_peer_certificate(connection), &X509_free);
    const auto wanted = hex_digits(thumbprint_);
    if (!wanted.empty() && (wanted == hex_digits(thumbprint_of(peer.get(), EVP_sha256())) ||
                            wanted == hex_digits(thumbprint_of(peer.get(), EVP_sha1()))))
        return {};
    return failure(errc::tls_untrusted, "it is not the one of the known-hosts file; " + describe(peer.get()));
}

failure tls_session::failure_of(boost::system::error_code ec) const
{
    if (refusal_.code)
        return refusal_;
    const int reason = reason_of(ec);
    if (is_too_old(reason))
        return {errc::tls_too_old, ec.message()};
    if (wanted_ && is_word_on_certificate(reason))
        return {errc::tls_client_certificate, given_ ? "it refuses the one that it was given: " + ec.message()
                                                     : "it asks for one, and none is set"};
    if (certificate_missing())
        return {errc::tls_client_certificate, "it asks for one, and none is set; " + ec.message()};
    return {errc::tls_failed, ec.message()};
}

bool tls_session::is_refusal(boost::system::error_code ec) const
{
    return wanted_ && is_word_on_certificate(reason_of(ec));
}

// To be asked while it is verified: afterwards OpenSSL no longer knows the certificate.
int tls_session::verify(int good, X509_STORE_CTX* verification)
{
    if (good == 1)
        return 1;
    auto* const connection =
        static_cast<SSL*>(X509_STORE_CTX_get_ex_data(verification, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* const self = static_cast<tls_session*>(SSL_get_ex_data(connection, place_of_session()));
    const int verdict = X509_STORE_CTX_get_error(verification);
    const auto meaning = meaning_of(verdict);
    std::string reason = meaning == errc::tls_wrong_name ? "it is not for " + self->host_
                                                         : X509_verify_cert_error_string(verdict);
    if (X509_STORE_CTX_get_error_depth(verification) > 0)
        reason += " (an authority above it)";
    self->refusal_ = {meaning, reason + "; " + describe(X509_STORE_CTX_get0_cert(verification))};
    return 0;
}

int tls_session::asked(SSL* connection, void* self)
{
    auto* const session = static_cast<tls_session*>(self);
    session->wanted_ = true;
    session->given_ = SSL_get_certificate(connection) != nullptr;
    return 1;
}

}  // namespace vcenter_connector::net
