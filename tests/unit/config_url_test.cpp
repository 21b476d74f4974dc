#include "vcenter_connector/config/url.hpp"

#include "support/catch.hpp"

#include <vector>

using namespace vcenter_connector::config;

TEST_CASE("vCenter URLs are taken as people write them", "[config]")
{
    struct row {
        std::string text;
        std::string url;
        std::uint16_t port;
        bool default_port;
    };
    const row rows[] = {
        {"vc.example.com", "https://vc.example.com/sdk", 443, true},
        {"vc:8989", "https://vc:8989/sdk", 8989, false},
        {"https://vc/", "https://vc/sdk", 443, true},
        {"https://vc", "https://vc/sdk", 443, true},
        {"https://vc/sdk", "https://vc/sdk", 443, true},
        {"https://vc/sdk/", "https://vc/sdk", 443, true},
        {"https://vc/proxy/sdk", "https://vc/proxy/sdk", 443, true},
        {"HTTPS://vc:443/sdk", "https://vc:443/sdk", 443, false},
        {"http://127.0.0.1:8989/sdk", "http://127.0.0.1:8989/sdk", 8989, false},
        {"http://vc", "http://vc/sdk", 80, true},
        {"https://[fe80::1]:443/sdk", "https://[fe80::1]:443/sdk", 443, false},
        {"[::1]", "https://[::1]/sdk", 443, true},
        {"https://[fe80::1%25eth0]/sdk", "https://[fe80::1%eth0]/sdk", 443, true},
        {"root@vc", "https://vc/sdk", 443, true},
    };
    for (const auto& r : rows) {
        INFO(r.text);
        const auto parsed = parse_vcenter_url(r.text);
        REQUIRE(parsed.has_value());
        CHECK(parsed->server.url() == r.url);
        CHECK(parsed->server.port == r.port);
        CHECK(parsed->server.default_port == r.default_port);
    }
    CHECK(parse_vcenter_url("[fe80::1]:8989")->server.host == "fe80::1");
}

TEST_CASE("The user part ends at the last '@' and is percent-decoded", "[config]")
{
    struct row {
        std::string text;
        std::string user;
        std::string password;
    };
    const row rows[] = {
        {"https://user:pa%23ss@vc/sdk", "user", "pa#ss"},
        {"https://administrator@vsphere.local:pw@vc/sdk", "administrator@vsphere.local", "pw"},
        {"administrator@vsphere.local:p:w@vc", "administrator@vsphere.local", "p:w"},
        {"https://DOMAIN%5cuser:p%40w@vc", "DOMAIN\\user", "p@w"},
        {"https://user:@vc", "user", ""},
        {"user:%41%2F%3f@vc:8989/sdk", "user", "A/?"},
    };
    for (const auto& r : rows) {
        INFO(r.text);
        const auto parsed = parse_vcenter_url(r.text);
        REQUIRE(parsed.has_value());
        CHECK(parsed->server.host == "vc");
        CHECK(parsed->user == r.user);
        REQUIRE(parsed->password);
        CHECK(parsed->password->reveal() == r.password);
    }
    CHECK_FALSE(parse_vcenter_url("root@vc")->password);
    CHECK(parse_vcenter_url("root@vc")->user == "root");
    CHECK_FALSE(parse_vcenter_url("vc")->user);
}

TEST_CASE("A gateway's URL is http with '/' unless it says otherwise", "[config]")
{
    CHECK(parse_gateway_url("gateway.openfaas:8080")->server.url() == "http://gateway.openfaas:8080/");
    CHECK(parse_gateway_url("https://gw.example.com")->server.url() == "https://gw.example.com/");
    CHECK(parse_gateway_url("http://gw/openfaas/")->server.url() == "http://gw/openfaas");
    CHECK(parse_gateway_url("gw")->server.port == 80);
}

TEST_CASE("Every mistake in a URL is named with its cure, without the password", "[config]")
{
    struct row {
        std::string text;
        std::string says;
    };
    const row rows[] = {
        {"", "the URL is empty"},
        {"https://", "names no host"},
        {"https:///sdk", "names no host"},
        {"https://:443/sdk", "names no host"},
        {"https://root:s3cr3t@/sdk", "names no host"},
        {"https://root:s3cr3t", "port"},
        {"https://root:s3cr3t@vc:port/sdk", "from 1 to 65535"},
        {"https://vc:0", "from 1 to 65535"},
        {"https://vc:65536", "from 1 to 65535"},
        {"https://vc:-1", "from 1 to 65535"},
        {"https://vc:", "from 1 to 65535"},
        {"https://vc:44 3", "white space"},
        {"https://root:s3cr3t x@vc", "%20"},
        {" https://vc", "white space"},
        {"https://vc\x01/", "control character"},
        {"ftp://root:s3cr3t@vc", "unknown scheme \"ftp\"; write https://"},
        {"https:/vc/sdk", "two slashes"},
        {"https://root:s3cr3t/x@vc/sdk", "%2F"},
        {"https://root:s3cr3t#x@vc/sdk", "%23"},
        {"https://root:s3cr3t%@vc/sdk", "%25"},
        {"https://root:s3cr3t%2@vc/sdk", "%25"},
        {"https://root:s3cr3t%zz@vc/sdk", "%25"},
        {"https://vc/sdk?x=1", "query"},
        {"https://fe80::1/sdk", "[fe80::1]"},
        {"https://a:b:c/sdk", "more than one ':'"},
        {"https://[fe80::1/sdk", "brackets"},
        {"https://[vc]/sdk", "brackets"},
        {"https://[::1]x/sdk", "brackets"},
        {"https://v$c/sdk", "cannot be a host name"},
    };
    for (const auto& r : rows) {
        INFO(r.text);
        const auto parsed = parse_vcenter_url(r.text);
        REQUIRE(parsed.has_error());
        CHECK(parsed.error().is(vcenter_connector::base::errc::invalid_argument));
        CHECK(parsed.error().detail.find(r.says) != std::string::npos);
        CHECK(parsed.error().detail.find("s3cr3t") == std::string::npos);
    }
}

TEST_CASE("A URL is shown without its user part", "[config]")
{
    CHECK(without_user_part("https://u:p@x@vc/sdk") == "***@vc/sdk");
    CHECK(without_user_part("https://vc/sdk\n") == "https://vc/sdk\\x0a");
}
