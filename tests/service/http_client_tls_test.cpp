// Whom the HTTP client trusts.
#include "http_client_fixture.hpp"
#include "support/temporary_folder.hpp"

#include <filesystem>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

struct tls_fixture {
    boost::asio::io_context io;
    certificate_authority authority;

    http_result ask(server_certificate kind, net::tls_options tls = {}, std::string host = "127.0.0.1")
    {
        return ask(authority.issue(kind), std::move(tls), std::move(host));
    }
    http_result ask(const certificate_pair& pair, net::tls_options tls, std::string host = "127.0.0.1")
    {
        scripted_gateway gateway({}, pair);
        auto where = gateway.endpoint();
        where.host = std::move(host);
        net::http_client_options options;
        options.tls = std::move(tls);
        auto client = client_for(io, where, options);
        return call(io, *client, get());
    }
    net::tls_options trusting() const
    {
        net::tls_options tls;
        tls.ca_files = authority.ca_file();
        return tls;
    }
    static net::tls_options only(std::string thumbprint)
    {
        net::tls_options tls;
        tls.thumbprint = std::move(thumbprint);
        return tls;
    }
};

}  // namespace

TEST_CASE_METHOD(tls_fixture, "a certificate of a trusted CA is accepted by address and by name",
                 "[net][tls]")
{
    CHECK(ask(server_certificate::valid, trusting()));
    CHECK(ask(server_certificate::valid, trusting(), "localhost"));
}

TEST_CASE_METHOD(tls_fixture, "a certificate that cannot be trusted is refused, and shown", "[net][tls]")
{
    const auto kind = GENERATE(server_certificate::expired, server_certificate::self_signed,
                               server_certificate::wrong_host);
    const auto pair = authority.issue(kind);
    const auto answer = ask(pair, trusting());
    REQUIRE_FALSE(answer);
    const auto& why = answer.error();
    INFO(why.message());
    CHECK(why.is(kind == server_certificate::wrong_host ? errc::tls_wrong_name
                 : kind == server_certificate::expired  ? errc::tls_expired
                                                        : errc::tls_untrusted));
    CHECK(why.message().find("not trusted") != std::string::npos);
    CHECK(why.detail.find(pair.sha256) != std::string::npos);
    CHECK(why.detail.find("; issued by CN=") != std::string::npos);
    CHECK(why.detail.find("; valid from 20") != std::string::npos);
    if (kind == server_certificate::wrong_host)
        CHECK(why.detail.find("not for 127.0.0.1; it is for other.example") != std::string::npos);
    else
        CHECK(why.detail.find("it is for localhost, 127.0.0.1") != std::string::npos);
    if (kind == server_certificate::expired)
        CHECK(why.detail.find("expired") != std::string::npos);
}

TEST_CASE_METHOD(tls_fixture, "without the CA nothing is trusted", "[net][tls]")
{
    const auto answer = ask(server_certificate::valid);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::tls_untrusted));
}

TEST_CASE_METHOD(tls_fixture, "insecure asks nothing", "[net][tls]")
{
    net::tls_options tls;
    tls.insecure = true;
    CHECK(ask(server_certificate::expired, tls));
    CHECK(ask(server_certificate::self_signed, tls));
    CHECK(ask(server_certificate::wrong_host, tls));
}

TEST_CASE_METHOD(tls_fixture, "a thumbprint trusts one certificate, whoever signed it", "[net][tls]")
{
    const auto pair = authority.issue(server_certificate::self_signed);
    CHECK(ask(pair, only(pair.sha1)));
    CHECK(ask(pair, only(pair.sha256)));
    const auto other = ask(server_certificate::self_signed, only(pair.sha256));
    REQUIRE_FALSE(other);
    CHECK(other.error().is(errc::tls_untrusted));
    CHECK_FALSE(ask(server_certificate::valid, only("no hex at all")));
}

TEST_CASE_METHOD(tls_fixture, "an authority of the file is trusted although another one signed it",
                 "[net][tls]")
{
    const auto intermediate = authority.intermediate();
    net::tls_options tls;
    tls.ca_files = intermediate.ca_file();
    CHECK(ask(intermediate.issue(server_certificate::valid), tls));
    CHECK(ask(server_certificate::valid, tls).error().is(errc::tls_untrusted));
}

TEST_CASE_METHOD(tls_fixture, "a server that asks for a certificate gets it, or is reported as that",
                 "[net][tls]")
{
    temporary_folder folder;
    const auto shown = [&](const certificate_authority& by) {
        const auto pair = by.issue(server_certificate::valid);
        folder.write("client.pem", pair.certificate);
        folder.write("client.key", pair.key);
        auto tls = trusting();
        tls.client_cert = (folder.path() / "client.pem").string();
        tls.client_key = (folder.path() / "client.key").string();
        return tls;
    };
    auto server = authority.issue(server_certificate::valid);
    server.client_authority = authority.certificate();

    CHECK(ask(server, shown(authority)));

    const auto missing = ask(server, trusting());
    REQUIRE_FALSE(missing);
    CHECK(missing.error().is(errc::tls_client_certificate));
    CHECK(missing.error().detail.find("none is set") != std::string::npos);

    const certificate_authority stranger;
    const auto refused = ask(server, shown(stranger));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().is(errc::tls_client_certificate));
    CHECK(refused.error().detail.find("refuses the one that it was given") != std::string::npos);
}

TEST_CASE_METHOD(tls_fixture, "where a certificate is optional, a 400 is only a 400", "[net][tls]")
{
    auto pair = authority.issue(server_certificate::valid);
    pair.client_authority = authority.certificate();
    pair.client_optional = true;
    scripted_gateway gateway({}, pair);
    net::http_client_options options;
    options.tls = trusting();
    auto client = client_for(io, gateway.endpoint(), options);
    CHECK(call(io, *client, get()));

    gateway.when("/healthz").fault(faults::answer(400, "no such VM"));
    const auto of_function = call(io, *client, get());
    REQUIRE(of_function);
    CHECK(of_function->status == 400);

    // The page of nginx with ssl_verify_client on.
    gateway.when("/healthz")
        .fault(faults::answer(400, "<html><center><h1>400 Bad Request</h1></center>\r\n<center>No required "
                                   "SSL certificate was sent</center>"));
    const auto of_nginx = call(io, *client, get());
    REQUIRE_FALSE(of_nginx);
    CHECK(of_nginx.error().is(errc::tls_client_certificate));
}

TEST_CASE_METHOD(tls_fixture, "a server that speaks only an older TLS is reported as that", "[net][tls]")
{
    auto pair = authority.issue(server_certificate::valid);
    pair.old_tls = true;
    const auto answer = ask(pair, trusting());
    REQUIRE_FALSE(answer);
    INFO(answer.error().message());
    CHECK(answer.error().is(errc::tls_too_old));
}

TEST_CASE_METHOD(tls_fixture, "files of TLS are read again when they have changed", "[net][tls]")
{
    const certificate_authority other;
    temporary_folder folder;
    const auto ca = folder.path() / "ca.pem";
    std::filesystem::copy_file(other.ca_file(), ca);
    scripted_gateway gateway({}, authority.issue(server_certificate::valid));
    net::http_client_options options;
    options.tls.ca_files = ca.string();
    auto client = client_for(io, gateway.endpoint(), options);
    CHECK(call(io, *client, get()).error().is(errc::tls_untrusted));
    std::filesystem::copy_file(authority.ca_file(), ca, std::filesystem::copy_options::overwrite_existing);
    CHECK(call(io, *client, get()));
    folder.write("ca.pem", "no PEM");
    gateway.server().disconnect();
    const auto answer = call(io, *client, get());
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::unreadable_file));
}

TEST_CASE_METHOD(tls_fixture, "a CA file that is none is named", "[net][tls]")
{
    net::http_client_options options;
    options.tls.ca_files = authority.ca_file() + ":/nonexistent/ca.pem";
    base::endpoint where;
    where.tls = true;
    where.host = "127.0.0.1";
    const auto made = net::make_http_client(io.get_executor(), where, options);
    REQUIRE_FALSE(made);
    CHECK(made.error().is(errc::unreadable_file));
    CHECK(made.error().detail.find("/nonexistent/ca.pem") != std::string::npos);
}

TEST_CASE_METHOD(tls_fixture, "TLS to a server that speaks none fails as TLS", "[net][tls]")
{
    scripted_gateway gateway;
    auto where = gateway.endpoint();
    where.tls = true;
    auto client = client_for(io, where);
    const auto answer = call(io, *client, get());
    REQUIRE_FALSE(answer);
    INFO(answer.error().message());
    CHECK(answer.error().is(errc::tls_failed));
}

TEST_CASE_METHOD(tls_fixture, "connections over TLS are used again, and noticed when closed", "[net][tls]")
{
    scripted_gateway gateway({}, authority.issue(server_certificate::valid));
    net::http_client_options options;
    options.tls = trusting();
    auto client = client_for(io, gateway.endpoint(), options);
    for (int i = 0; i < 3; ++i)
        REQUIRE(call(io, *client, get()));
    CHECK(gateway.server().connections_opened() == 1);
    gateway.server().disconnect();
    CHECK(call(io, *client, get()));
    CHECK(gateway.server().connections_opened() == 2);
}

TEST_CASE_METHOD(tls_fixture, "an answer over TLS that breaks off is a truncated body", "[net][tls]")
{
    scripted_gateway gateway({}, authority.issue(server_certificate::valid));
    gateway.when("/healthz").fault(faults::truncated_body());
    net::http_client_options options;
    options.tls = trusting();
    auto client = client_for(io, gateway.endpoint(), options);
    const auto answer = call(io, *client, get());
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::truncated_body));
}
