#include "certificate_text.hpp"

#include "vcenter_connector/base/text.hpp"

#include <openssl/bio.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>

#include <array>
#include <ctime>
#include <memory>
#include <string_view>

namespace vcenter_connector::net {
namespace {

constexpr int most_names = 8;
constexpr std::size_t longest = 200;

std::string text_of(const ASN1_STRING* text)
{
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string address_of(const std::string& bytes)
{
    namespace ip = boost::asio::ip;
    ip::address_v4::bytes_type four;
    ip::address_v6::bytes_type sixteen;
    if (bytes.size() == four.size()) {
        std::copy(bytes.begin(), bytes.end(), four.begin());
        return ip::address_v4(four).to_string();
    }
    if (bytes.size() != sixteen.size())
        return {};
    std::copy(bytes.begin(), bytes.end(), sixteen.begin());
    return ip::address_v6(sixteen).to_string();
}

std::string name_of(const GENERAL_NAME* name)
{
    if (name->type == GEN_DNS)
        return text_of(name->d.dNSName);
    return name->type == GEN_IPADD ? address_of(text_of(name->d.iPAddress)) : std::string();
}

std::string common_name(X509* certificate)
{
    auto* const subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    return at < 0 ? std::string() : text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
}

// Without alternative names the common name counts, as for OpenSSL.
std::string names_of(X509* certificate)
{
    const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
        &GENERAL_NAMES_free);
    std::string text;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()) && i < most_names; ++i) {
        const auto name = name_of(sk_GENERAL_NAME_value(names.get(), i));
        text += name.empty() ? "" : (text.empty() ? "" : ", ") + name;
    }
    if (names && sk_GENERAL_NAME_num(names.get()) > most_names)
        text += " ...";
    return text.empty() ? common_name(certificate) : text;
}

std::string issuer_of(X509* certificate)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
    if (!out)
        return {};
    X509_NAME_print_ex(out.get(), X509_get_issuer_name(certificate), 0, XN_FLAG_RFC2253);
    char* begin = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &begin);
    return size > 0 ? std::string(begin, static_cast<std::size_t>(size)) : std::string();
}

std::string date_of(const ASN1_TIME* when)
{
    std::tm time{};
    std::array<char, 32> text{};
    if (ASN1_TIME_to_tm(when, &time) != 1)
        return "?";
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &time)};
}

}  // namespace

std::string thumbprint_of(X509* certificate, const EVP_MD* algorithm)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (certificate == nullptr || X509_digest(certificate, algorithm, bytes.data(), &size) != 1)
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

std::string describe(X509* certificate)
{
    if (certificate == nullptr)
        return "there is no certificate";
    return "it is for " + base::printable(names_of(certificate), longest) + "; issued by " +
           base::printable(issuer_of(certificate), longest) + "; valid from " +
           date_of(X509_get0_notBefore(certificate)) + " to " + date_of(X509_get0_notAfter(certificate)) +
           "; SHA-256 thumbprint " + thumbprint_of(certificate, EVP_sha256());
}

}  // namespace vcenter_connector::net
