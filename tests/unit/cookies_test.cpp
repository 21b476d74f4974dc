#include "vcenter_connector/vsphere/cookies.hpp"

#include "vcenter_connector/base/http_date.hpp"

#include "support/catch.hpp"

#include <string>

using vcenter_connector::vsphere::cookie_jar;

TEST_CASE("every cookie is kept, its value as it stands", "[vsphere]")
{
    cookie_jar jar;
    CHECK(jar.header().empty());
    jar.absorb("vmware_soap_session=\"abc-123\"; Path=/; HttpOnly; Secure;");
    jar.absorb("BIGipServer=1.2=3; path=/");
    CHECK(jar.header() == "BIGipServer=1.2=3; vmware_soap_session=\"abc-123\"");
    jar.absorb("vmware_soap_session=other");
    CHECK(jar.header() == "BIGipServer=1.2=3; vmware_soap_session=other");
    jar.clear();
    CHECK(jar.header().empty());
}

TEST_CASE("a cookie that the server deletes is deleted", "[vsphere]")
{
    const auto now = vcenter_connector::base::parse_http_date("Wed, 21 Oct 2015 07:28:00 GMT").value();
    cookie_jar jar;
    const auto after = [&](const std::string& set_cookie) {
        jar.clear();
        jar.absorb("a=1");
        jar.absorb("b=2");
        jar.absorb(set_cookie, now);
        return jar.header();
    };
    // RFC 6265, sections 5.2.1, 5.2.2 and 5.3: Max-Age counts before Expires, the last of each counts.
    for (const auto* text :
         {"a=; Max-Age=0", "a=deleted; max-age=-1; Path=/", "a; a=b; Max-Age=0", "a=\"\"; Max-Age=00; Secure",
          "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=x; expires=Thu, 01-Jan-1970 00:00:10 GMT; path=/",
          "a=x; Expires=Thursday, 01-Jan-70 00:00:00 GMT", "a=x; Expires=Wed, 21 Oct 2015 07:28:00 GMT",
          "a=x; Expires=Wed Oct 21 07:27:59 2015", "a=x; Max-Age=10; Max-Age=0",
          "a=x; Max-Age=0; Expires=Wed, 21 Oct 2099 07:28:00 GMT"}) {
        INFO(text);
        CHECK(after(text) == (std::string(text).starts_with("a;") ? "a=1; b=2" : "b=2"));
    }
    for (const auto* text :
         {"a=1; Max-Age=10", "a=1; Max-Age=", "a=1; Max-Age=zero", "a=1; Max-Age=-", "a=1; Expires=0",
          "a=1; Expires=soon", "a=1; Expires=Wed, 21 Oct 2015 07:28:01 GMT", "a=1; Version=0",
          "a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}) {
        INFO(text);
        CHECK(after(text) == "a=1; b=2");
    }
    // An empty value is a value.
    CHECK(after("a=") == "a=; b=2");
    CHECK(after("c=; Max-Age=0") == "a=1; b=2");
}

TEST_CASE("what is no cookie is ignored", "[vsphere]")
{
    cookie_jar jar;
    for (const auto* text : {"", ";", "novalue", "=value", " = ; Path=/"})
        jar.absorb(text);
    CHECK(jar.header().empty());
}

TEST_CASE("a server cannot make the jar grow without end", "[vsphere]")
{
    cookie_jar jar;
    jar.absorb("first=1");
    jar.absorb("huge=" + std::string(5000, 'x'));
    for (int i = 0; i < 1000; ++i)
        jar.absorb("c" + std::to_string(i) + "=" + std::string(4000, 'x'));
    CHECK(jar.header().size() < 60'000);
    CHECK(jar.header().find("huge") == std::string::npos);
    jar.absorb("first=2");
    CHECK(jar.header().find("first=2") != std::string::npos);
}
