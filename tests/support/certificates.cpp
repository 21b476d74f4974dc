#include "support/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <unistd.h>

namespace vcenter_connector::test {
namespace {

template <auto Free>
struct release {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using key_handle = std::unique_ptr<EVP_PKEY, release<EVP_PKEY_free>>;
using certificate_handle = std::unique_ptr<X509, release<X509_free>>;
using memory_handle = std::unique_ptr<BIO, release<BIO_free_all>>;

constexpr long day = 24L * 60 * 60;

void require(bool ok)
{
    if (!ok)
        throw std::runtime_error("OpenSSL cannot make a test certificate");
}

std::string drain(BIO* memory)
{
    std::string text(static_cast<std::size_t>(BIO_pending(memory)), '\0');
    require(BIO_read(memory, text.data(), static_cast<int>(text.size())) == static_cast<int>(text.size()));
    return text;
}

std::string pem_of(X509* certificate)
{
    const memory_handle memory(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_X509(memory.get(), certificate) == 1);
    return drain(memory.get());
}

std::string pem_of(EVP_PKEY* key)
{
    const memory_handle memory(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return drain(memory.get());
}

std::string thumbprint_of(X509* certificate, const EVP_MD* algorithm)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    require(X509_digest(certificate, algorithm, bytes, &size) == 1);
    std::string text;
    char hex[4];
    for (unsigned i = 0; i < size; ++i) {
        std::snprintf(hex, sizeof hex, "%02X", static_cast<unsigned>(bytes[i]));
        text.append(i > 0 ? ":" : "").append(hex);
    }
    return text;
}

void add_extension(X509* certificate, X509* issuer, int id, const char* value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, release<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, id, value));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

struct request {
    const char* name;
    const char* alternative_names;  // none: a CA
    long begin;
    long end;
};

// Signed by `issuer`, or by itself when there is none.
certificate_pair make(const request& wanted, const certificate_pair* issuer)
{
    static std::atomic<long> serial{1000};
    const key_handle key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const certificate_handle made(X509_new());
    require(key && made);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), wanted.begin);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), wanted.end);
    X509_set_pubkey(made.get(), key.get());
    const auto* const name = reinterpret_cast<const unsigned char*>(wanted.name);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8, name, -1, -1, 0);

    certificate_handle above;
    key_handle above_key;
    if (issuer != nullptr) {
        const memory_handle text(
            BIO_new_mem_buf(issuer->certificate.data(), static_cast<int>(issuer->certificate.size())));
        above.reset(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
        const memory_handle secret(BIO_new_mem_buf(issuer->key.data(), static_cast<int>(issuer->key.size())));
        above_key.reset(PEM_read_bio_PrivateKey(secret.get(), nullptr, nullptr, nullptr));
        require(above && above_key);
    }
    X509* const signer = above ? above.get() : made.get();
    X509_set_issuer_name(made.get(), X509_get_subject_name(signer));
    if (wanted.alternative_names != nullptr)
        add_extension(made.get(), signer, NID_subject_alt_name, wanted.alternative_names);
    else
        add_extension(made.get(), signer, NID_basic_constraints, "critical,CA:TRUE");
    require(X509_sign(made.get(), above_key ? above_key.get() : key.get(), EVP_sha256()) > 0);
    return {pem_of(made.get()), pem_of(key.get()), thumbprint_of(made.get(), EVP_sha1()),
            thumbprint_of(made.get(), EVP_sha256())};
}

}  // namespace

certificate_authority::certificate_authority()
    : certificate_authority(make({"Test CA", nullptr, -day, day}, nullptr))
{
}

certificate_authority::certificate_authority(certificate_pair ca) : ca_(std::move(ca))
{
    static std::atomic<int> count{0};
    const auto name = "vc-test-ca-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".pem";
    ca_file_ = (std::filesystem::temp_directory_path() / name).string();
    std::ofstream(ca_file_) << ca_.certificate;
}

certificate_authority::~certificate_authority()
{
    std::error_code ignored;
    std::filesystem::remove(ca_file_, ignored);
}

certificate_authority certificate_authority::intermediate() const
{
    return certificate_authority(make({"Test Intermediate CA", nullptr, -day, day}, &ca_));
}

certificate_pair certificate_authority::issue(server_certificate kind) const
{
    constexpr auto here = "DNS:localhost,IP:127.0.0.1";
    switch (kind) {
    case server_certificate::expired: return make({"localhost", here, -10 * day, -day}, &ca_);
    case server_certificate::self_signed: return make({"localhost", here, -day, day}, nullptr);
    case server_certificate::wrong_host: return make({"other.example", "DNS:other.example", -day, day}, &ca_);
    case server_certificate::valid: break;
    }
    return make({"localhost", here, -day, day}, &ca_);
}

}  // namespace vcenter_connector::test
