// What to do about TLS, for vCenter and the gateway alike.
#include "vcenter_connector/policy/connection_cure.hpp"

#include "support/catch.hpp"

#include <string>

using namespace vcenter_connector;
using base::errc;

TEST_CASE("The cure of a TLS failure fits it and names the flags of its server", "[policy]")
{
    const auto cure = [](errc e) { return policy::connection_cure(e, "-gateway", "-gateway-insecure"); };
    CHECK(cure(errc::tls_untrusted).find("-gateway-ca-certs") != std::string::npos);
    CHECK(cure(errc::tls_wrong_name).find("use a name of the certificate in the URL") == 0);
    CHECK(cure(errc::tls_expired).find("renew the certificate") == 0);
    for (const auto e : {errc::tls_wrong_name, errc::tls_expired}) {
        CHECK(cure(e).find("-gateway-known-hosts") != std::string::npos);
        CHECK(cure(e).find("-ca-certs") == std::string::npos);
    }
    CHECK(cure(errc::tls_client_certificate).find("-gateway-client-cert") != std::string::npos);
    CHECK(cure(errc::tls_too_old).find("TLS 1.2") != std::string::npos);
    CHECK(cure(errc::timed_out).empty());
}
