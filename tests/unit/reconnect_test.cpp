#include "vcenter_connector/policy/reconnect.hpp"

#include "support/catch.hpp"

#include <string>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::errc;

TEST_CASE("a vCenter that is away is tried again within seconds, however long it was away", "[policy]")
{
    for (const double random : {0.0, 0.999}) {
        policy::reconnect delays([&] { return random; });
        base::duration longest{};
        for (int i = 0; i < 1000; ++i) {
            const auto wait = delays.after(errc::timed_out);
            CHECK(wait >= 250ms);
            longest = std::max(longest, wait);
        }
        CHECK(longest <= 5s);
    }
}

TEST_CASE("refused logins never come often enough to lock an account", "[policy]")
{
    policy::reconnect delays([] { return 0.0; });
    base::duration elapsed{};
    int attempts = 0;
    while (elapsed < 180s) {
        ++attempts;
        elapsed += delays.after(errc::invalid_login);
    }
    CHECK(attempts < 5);
    CHECK(delays.after(errc::invalid_login) <= 300s);
}

TEST_CASE("the first lost session is renewed at once, a second one is not", "[policy]")
{
    policy::reconnect delays([] { return 0.5; });
    CHECK(delays.after(errc::not_authenticated) == 0s);
    CHECK(delays.after(errc::not_authenticated) > 0s);
    delays.connected();
    CHECK(delays.after(errc::managed_object_gone) == 0s);
}

TEST_CASE("what an operator can mend has a cure", "[policy]")
{
    CHECK(std::string(policy::cure_for(errc::tls_untrusted)).find("-vc-ca-certs") != std::string::npos);
    CHECK(std::string(policy::cure_for(errc::invalid_login)).find("password") != std::string::npos);
    CHECK(std::string(policy::cure_for(errc::timed_out)).empty());
}

TEST_CASE("a refused login has the cure of its fault", "[policy]")
{
    const auto cure = [](const char* detail) {
        return policy::cure_for(base::failure(errc::invalid_login, detail));
    };
    CHECK(cure("PasswordExpired: User password has expired.").find("expired") != std::string::npos);
    CHECK(cure("NoPermission: Permission was denied.").find("role") != std::string::npos);
    CHECK(cure("InvalidLogin: Cannot complete login").find("correct the user name and password") == 0);
}
