#include "vcenter_connector/local_gateway/basic_auth.hpp"

#include "vcenter_connector/base/text.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <string>

namespace vcenter_connector::local_gateway {
namespace {

constexpr std::string_view scheme = "Basic ";

base::secret encoded(std::string_view user, const base::secret& password)
{
    std::string plain(user);
    plain += ":";
    plain += password.reveal();
    std::string out(4 * ((plain.size() + 2) / 3) + 1, '\0');
    const int size = ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(plain.data()),
                                       static_cast<int>(plain.size()));
    ::OPENSSL_cleanse(plain.data(), plain.size());
    out.resize(static_cast<std::size_t>(size));
    return base::secret(std::move(out));
}

}  // namespace

bool is_authorized(std::string_view header, std::string_view user, const base::secret& password)
{
    if (header.size() < scheme.size() || !base::iequals(header.substr(0, scheme.size()), scheme))
        return false;
    header.remove_prefix(scheme.size());
    header = base::trim(header);
    const auto expected = encoded(user, password);
    const auto right = expected.reveal();
    return header.size() == right.size() && ::CRYPTO_memcmp(header.data(), right.data(), right.size()) == 0;
}

}  // namespace vcenter_connector::local_gateway
