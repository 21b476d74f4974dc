#include "tls_context.hpp"

#include <sys/stat.h>

namespace vcenter_connector::net {
namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

std::vector<std::string> parts_of(const std::string& files)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= files.size();) {
        const auto end = std::min(files.find(':', begin), files.size());
        if (end > begin)
            parts.push_back(files.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

base::failure unusable(const std::string& file, const char* what, error_code ec)
{
    return {base::errc::unreadable_file, file + what + ec.message()};
}

base::result<void> load_trust(ssl::context& context, const std::string& files)
{
    // An authority of the file is an anchor even when another one signed it, as for Go and curl.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.native_handle()), X509_V_FLAG_PARTIAL_CHAIN);
    error_code ec;
    if (files.empty())
        context.set_default_verify_paths(ec);
    for (const auto& file : parts_of(files))
        if (context.load_verify_file(file, ec); ec)
            return unusable(file, " holds no CA certificates in PEM format: ", ec);
    return {};
}

base::result<void> load_own(ssl::context& context, const tls_options& options)
{
    if (options.client_cert.empty())
        return {};
    error_code ec;
    // OpenSSL would ask on the terminal.
    context.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); },
                                  ec);
    if (context.use_certificate_chain_file(options.client_cert, ec); ec)
        return unusable(options.client_cert, " holds no certificate in PEM format: ", ec);
    if (context.use_private_key_file(options.client_key, ssl::context::pem, ec); ec)
        return unusable(options.client_key,
                        " holds no private key for the client certificate, in PEM format and without a "
                        "passphrase: ",
                        ec);
    return {};
}

base::result<std::unique_ptr<ssl::context>> make_tls_context(const tls_options& options)
{
    auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    context->set_verify_mode(options.insecure ? ssl::verify_none : ssl::verify_peer);
    if (!options.insecure && options.thumbprint.empty())
        if (auto loaded = load_trust(*context, options.ca_files); !loaded)
            return loaded.error();
    if (auto loaded = load_own(*context, options); !loaded)
        return loaded.error();
    return context;
}

}  // namespace

base::result<ssl::context*> tls_contexts::current()
{
    auto now = stamps();
    if (context_ && now == known_)
        return context_.get();
    auto made = make_tls_context(options_);
    if (!made)
        return made.error();
    context_ = std::move(*made);
    known_ = std::move(now);
    return context_.get();
}

std::vector<std::int64_t> tls_contexts::stamps() const
{
    auto files = parts_of(options_.ca_files);
    files.push_back(options_.client_cert);
    files.push_back(options_.client_key);
    std::vector<std::int64_t> stamps;
    for (const auto& file : files) {
        struct stat seen {};
        if (file.empty() || ::stat(file.c_str(), &seen) != 0)
            continue;
        stamps.insert(stamps.end(), {static_cast<std::int64_t>(seen.st_ino), seen.st_size,
                                     seen.st_mtim.tv_sec, seen.st_mtim.tv_nsec});
    }
    return stamps;
}

base::result<void> check(const tls_options& options)
{
    const auto context = make_tls_context(options);
    return context ? base::result<void>() : context.error();
}

}  // namespace vcenter_connector::net
