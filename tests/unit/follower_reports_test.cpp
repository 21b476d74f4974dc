// What a follower says of what goes wrong again and again: once.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/key_range.hpp"
#include "support/vcenter_xml.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

net::http_response response_of(const server_reply& reply)
{
    return {reply.status, reply.headers, reply.body};
}

}  // namespace

TEST_CASE("a login that is refused, by whatever fault, is tried rarely and told once with its cure",
          "[source]")
{
    // The classes that derive from InvalidLogin (vim25), and what vCenter says to a user without any role.
    const auto [type, cure] =
        GENERATE(table<std::string, std::string>({{"InvalidLogin", "user name and password"},
                                                  {"PasswordExpired", "the password has expired"},
                                                  {"InvalidClientCertificate", "client certificate"},
                                                  {"NoPermission", "role"}}));
    followed_model world;
    world.http.meddle = [type = type](const std::string& label, const net::http_response&) {
        return label == "Login" ? std::optional(base::result<net::http_response>(
                                      response_of(soap_fault(type, "the server's words"))))
                                : std::nullopt;
    };
    world.start();
    world.advance(55s);
    CHECK(world.model.logins().size() == 1);
    CHECK(world.log.count("vCenter refuses the login") == 1);
    CHECK(world.log.contains(cure));
    world.advance(120s);
    CHECK(world.model.logins().size() == 2);
    CHECK(world.log.count("vCenter refuses the login") == 1);
}

TEST_CASE("failures that come in turn are told once each, and the missing catalogue once", "[source]")
{
    followed_model world;
    std::size_t filters = 0;
    world.http.meddle = [&](const std::string& label,
                            const net::http_response&) -> std::optional<base::result<net::http_response>> {
        if (label == "RetrieveProperties")
            return response_of(soap_fault("NoPermission", "denied"));
        if (label == "CreateFilter")
            return response_of(soap_fault(++filters % 2 == 0 ? "NoPermission" : "InvalidState", "denied"));
        return std::nullopt;
    };
    world.start();
    world.advance(200s);
    CHECK(world.model.logins().size() > 4);
    CHECK(world.log.count("vCenter does not say which categories") == 1);
    CHECK(world.log.count("vCenter cannot be followed") == 2);
    world.http.meddle = {};
    world.advance(60s);
    world.post(3);
    CHECK(world.keys() == keys_from_to(1, 3));
    CHECK(world.log.count("vCenter cannot be followed") == 2);
}
