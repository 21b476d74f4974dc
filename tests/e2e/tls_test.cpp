// Certificates of vCenter, and the ways to trust them.
#include "support/connector_run.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

struct tls_world {
    explicit tls_world(server_certificate kind) : pair(authority.issue(kind)), vcenter({}, pair) {}

    child_process run(words flags = {})
    {
        const auto login = vcenter.with([](vcenter_model& model) { return model.options(); });
        return run_connector(vcenter.url(), gateway.url(), std::move(flags),
                             login_of(login.user, login.password));
    }

    certificate_authority authority;
    certificate_pair pair;
    scripted_vcenter vcenter;
    scripted_gateway gateway;
};

void check_refused(child_process connector, const std::string& reason, const std::string& cure)
{
    const auto line = connector.wait_for_line("vCenter cannot be followed");
    INFO(line);
    CHECK(line.find("the server's certificate is not trusted") != std::string::npos);
    CHECK(line.find(reason) != std::string::npos);
    CHECK(line.find(cure) != std::string::npos);
    CHECK(line.find("-vc-known-hosts") != std::string::npos);
    const bool authority = cure == "-vc-ca-certs";
    CHECK((line.find("-vc-ca-certs") != std::string::npos) == authority);
}

}  // namespace

TEST_CASE("a certificate that nobody trusts is refused with its reason and the cure, and no password is sent")
{
    tls_world world(server_certificate::valid);
    check_refused(world.run(), "issuer", "-vc-ca-certs");
    CHECK(world.vcenter.logins().empty());
}

TEST_CASE("a certificate that signed itself is refused with its reason and the cure")
{
    tls_world world(server_certificate::self_signed);
    check_refused(world.run(), "self", "-vc-ca-certs");
}

TEST_CASE("an expired certificate is refused even from a trusted authority")
{
    tls_world world(server_certificate::expired);
    check_refused(world.run({"-vc-ca-certs", world.authority.ca_file()}), "expired", "renew the certificate");
}

TEST_CASE("a certificate of another host is refused even from a trusted authority")
{
    tls_world world(server_certificate::wrong_host);
    check_refused(world.run({"-vc-ca-certs", world.authority.ca_file()}), "it is for other.example",
                  "use a name of the certificate");
}

TEST_CASE("a certificate of an authority named by -vc-ca-certs is trusted")
{
    tls_world world(server_certificate::valid);
    world.run({"-vc-ca-certs", world.authority.ca_file()}).wait_for_line("Following vCenter");
}

TEST_CASE("a certificate is trusted by the thumbprint that govc wrote down")
{
    const bool sha1 = GENERATE(false, true);
    tls_world world(server_certificate::self_signed);
    temporary_folder folder;
    folder.write("known_hosts", world.vcenter.endpoint().authority() + " " +
                                    (sha1 ? world.pair.sha1 : world.pair.sha256) + "\n");
    world.run({"-vc-known-hosts", (folder.path() / "known_hosts").string()})
        .wait_for_line("Following vCenter");
}

TEST_CASE("another thumbprint than the one written down is refused")
{
    tls_world world(server_certificate::self_signed);
    const auto other = world.authority.issue(server_certificate::self_signed);
    temporary_folder folder;
    folder.write("known_hosts", world.vcenter.endpoint().authority() + " " + other.sha256 + "\n");
    check_refused(world.run({"-vc-known-hosts", (folder.path() / "known_hosts").string()}),
                  "known-hosts file", "-vc-ca-certs");
}

TEST_CASE("the flag -insecure trusts any certificate and is warned about")
{
    tls_world world(server_certificate::expired);
    auto connector = world.run({"-insecure"});
    connector.wait_for_line("Following vCenter");
    CHECK(connector.count_lines("vCenter's certificate is not checked") == 1);
}

TEST_CASE("a vCenter without TLS behind an https URL is reported with the cure")
{
    scripted_world world;
    auto url = world.vcenter.url();
    url.insert(4, "s");
    auto connector = run_connector(url, world.gateway.url());
    const auto line = connector.wait_for_line("vCenter cannot be followed");
    CHECK(line.find("the TLS handshake failed") != std::string::npos);
    CHECK(line.find("check scheme and port of the -vcenter URL") != std::string::npos);
}
