#include "tls_context.hpp"

#include <openssl/x509.h>

#include <array>
#include <cctype>

namespace vcenter_connector::net {
namespace {

namespace ssl = boost::asio::ssl;

using certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string digest_of(X509* peer, const EVP_MD* algorithm)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (peer == nullptr || X509_digest(peer, algorithm, bytes.data(), &size) != 1)
        return {};
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        if (i > 0)
            text += ':';
        text += hex[bytes[i] >> 4U];
        text += hex[bytes[i] & 0xFU];
    }
    return text;
}

std::string hex_digits(const std::string& text)
{
    std::string digits;
    for (const char c : text)
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
            digits += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return digits;
}

base::result<void> trust_file(ssl::context& context, const std::string& file)
{
    boost::system::error_code ec;
    context.load_verify_file(file, ec);
    if (ec)
        return base::failure(base::errc::unreadable_file,
                             file + " holds no CA certificates in PEM format: " + ec.message());
    return {};
}

base::result<void> load_trust(ssl::context& context, const std::string& files)
{
    if (files.empty()) {
        boost::system::error_code ec;
        context.set_default_verify_paths(ec);
        return {};
    }
    for (std::size_t begin = 0; begin <= files.size();) {
        const auto end = std::min(files.find(':', begin), files.size());
        if (end > begin)
            if (auto loaded = trust_file(context, files.substr(begin, end - begin)); !loaded)
                return loaded;
        begin = end + 1;
    }
    return {};
}

}  // namespace

base::result<std::unique_ptr<ssl::context>> make_tls_context(const tls_options& options)
{
    auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    if (options.insecure || !options.thumbprint.empty()) {
        context->set_verify_mode(ssl::verify_none);
        return context;
    }
    context->set_verify_mode(ssl::verify_peer);
    if (auto loaded = load_trust(*context, options.ca_files); !loaded)
        return loaded.error();
    return context;
}

base::result<void> check(const tls_options& options)
{
    const auto context = make_tls_context(options);
    return context ? base::result<void>() : context.error();
}

bool has_thumbprint(SSL* connection, const std::string& thumbprint)
{
    const certificate peer(SSL_get1_peer_certificate(connection), &X509_free);
    const auto wanted = hex_digits(thumbprint);
    return !wanted.empty() && (wanted == hex_digits(digest_of(peer.get(), EVP_sha256())) ||
                               wanted == hex_digits(digest_of(peer.get(), EVP_sha1())));
}

std::string describe_peer_certificate(SSL* connection)
{
    const certificate peer(SSL_get1_peer_certificate(connection), &X509_free);
    return "SHA-256 thumbprint " + digest_of(peer.get(), EVP_sha256());
}

std::string describe_refusal(X509_STORE_CTX* verification, const std::string& host)
{
    const auto verdict = X509_STORE_CTX_get_error(verification);
    const auto reason =
        verdict == X509_V_OK ? "it is not for " + host : X509_verify_cert_error_string(verdict);
    return reason + "; SHA-256 thumbprint " + digest_of(X509_STORE_CTX_get0_cert(verification), EVP_sha256());
}

}  // namespace vcenter_connector::net
