// Passwords, cookies and authorization headers never appear, whatever happens.
#include "support/connector_run.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

TEST_CASE("no secret appears in the log of a whole session, at any level, in any format")
{
    const auto format = GENERATE(as<std::string>(), "text", "json");
    gateway_options gateway;
    gateway.user = "gateway-user";
    gateway.password = "Gateway/Secret+1";
    vcenter_options options;
    options.further_cookie = "BIGipServerPool=balancer-4711";
    scripted_world world(options, gateway);
    temporary_folder secrets;
    secrets.write("basic-auth-user", gateway.user + "\n");
    secrets.write("basic-auth-password", gateway.password + "\n");
    auto connector = world.run({"-log-level", "debug", "-log-format", format, "-basic-auth",
                                "-secret-mount-path", secrets.path().string()});
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1", 3);
    REQUIRE(world.gateway.wait_for_invocations(3));
    world.vcenter.when("ReadNextEvents").nth(1).fault(faults::soap("NotAuthenticated"));
    world.gateway.answers(echo_path, {500});
    world.power_on("vm1");
    connector.wait_for_line("Following vCenter again");
    REQUIRE(world.gateway.wait_for_invocations(5));
    world.vcenter.set_password("changed meanwhile");
    world.vcenter.terminate_sessions();
    connector.wait_for_line("vCenter refuses the login");
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);

    const auto asked = world.gateway.server().requests("/system/namespaces").at(0);
    const std::string header(asked.header("Authorization"));
    REQUIRE(header.starts_with("Basic "));
    words hidden{options.password, "p&lt;a&gt;s", "s&s", "balancer-4711", gateway.password, header.substr(6)};
    for (const auto& request : world.vcenter.server().requests("CurrentTime")) {
        const std::string cookie(request.header("Cookie"));
        const auto begin = cookie.find("vmware_soap_session=\"") + 21;
        hidden.push_back(cookie.substr(begin, cookie.find('"', begin) - begin));
        REQUIRE(hidden.back().size() > 2);
    }
    const auto output = connector.output();
    for (const auto& secret : hidden)
        CHECK(output.find(secret) == std::string::npos);
}
