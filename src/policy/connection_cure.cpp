#include "vcenter_connector/policy/connection_cure.hpp"

namespace vcenter_connector::policy {

std::string connection_cure(const base::failure& why, std::string_view prefix, std::string_view insecure)
{
    using base::errc;
    const std::string flag(prefix);
    const auto pinned = flag + "-known-hosts trusts this very certificate by its thumbprint";
    if (why.is(errc::tls_untrusted))
        return "trust the certificate's CA with " + flag + "-ca-certs, or this certificate with " + flag +
               "-known-hosts; " + std::string(insecure) + " turns the check off";
    if (why.is(errc::tls_wrong_name))
        return "use a name of the certificate in the URL, or give the server one for this name; " + pinned;
    if (why.is(errc::tls_expired))
        return "renew the certificate, or correct this machine's clock; " + pinned;
    if (why.is(errc::tls_client_certificate))
        return "name a certificate that the server trusts with " + flag + "-client-cert, and its key with " +
               flag + "-client-key";
    if (why.is(errc::tls_too_old))
        return "turn TLS 1.2 or newer on at the server, or update it";
    return "";
}

}  // namespace vcenter_connector::policy
