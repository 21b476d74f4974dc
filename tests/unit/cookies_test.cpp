#include "vcenter_connector/vsphere/cookies.hpp"

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
