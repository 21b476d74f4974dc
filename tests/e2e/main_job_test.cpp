// The main job: a VM is powered on, a function is invoked.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include "vcenter_connector/version.hpp"

#include <regex>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

server_request first_with_topic(const scripted_gateway& gateway, const std::string& topic)
{
    server_request found;
    REQUIRE(wait_until([&] {
        for (const auto& each : gateway.invocations())
            if (each.header("X-Topic") == topic) {
                found = each;
                return true;
            }
        return false;
    }));
    return found;
}

}  // namespace

TEST_CASE("a VM that is powered off and on in the simulator invokes the function, as the Go connector did")
{
    simulator vcenter;
    scripted_gateway gateway;
    gateway.deploy("echo", "vm.powered.off, vm.powered.on");
    auto connector = run_connector(vcenter.url(), gateway.url());
    connector.wait_for_line("Following vCenter");
    vcenter.control({"power", "off", "DC0_H0_VM0"});
    vcenter.control({"power", "on", "DC0_H0_VM0"});
    const auto off = first_with_topic(gateway, "vm.powered.off");
    const auto on = first_with_topic(gateway, "vm.powered.on");

    CHECK(off.order < on.order);
    CHECK(on.method == "POST");
    CHECK(on.target == echo_path);
    CHECK(on.header("Content-Type") == "application/json");
    CHECK(on.header("X-Connector") == "vcenter-connector");
    CHECK(on.header("User-Agent") == std::string("vcenter-connector/") + version);
    CHECK(std::regex_match(std::string(on.header("X-Event-Id")), std::regex("[0-9a-f-]{36}/[0-9]+")));
    const auto server = vcenter.endpoint().authority();
    CHECK(std::regex_match(
        on.body,
        std::regex(R"(\{"topic":"vm\.powered\.on","category":"info","source":")" + server +
                   R"(","userName":"user","createdTime":"20[-0-9T:.]+Z","objectName":"DC0_H0_VM0",)" +
                   R"("managedObjectReference":\{"Type":"VirtualMachine","Value":"vm-[0-9]+"\}\})")));
    connector.wait_for_line("Message on topic: vm.powered.on");
    connector.wait_for_line("Invoke function: echo.openfaas-fn");
    CHECK(connector.count_lines("Syncing topic map functions=1 topics=2") == 1);
}

TEST_CASE("with -async=false it waits for functions, and with -content-type= it sends no Content-Type")
{
    scripted_world world;
    auto connector = world.run({"-async=false", "-content-type="});
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    REQUIRE(world.gateway.wait_for_invocations(1));
    const auto invocation = world.gateway.invocations().at(0);
    CHECK(invocation.target == "/function/echo.openfaas-fn");
    CHECK(net::find_header(invocation.headers, "Content-Type").empty());
}

TEST_CASE(
    "the gateway's basic auth is read from secret files, and a changed password is used without a restart")
{
    gateway_options options;
    options.user = "admin";
    options.password = "first";
    scripted_world world({}, options);
    temporary_folder secrets;
    secrets.write("basic-auth-user", "admin\n");
    secrets.write("basic-auth-password", "first\n");
    auto connector = world.run({"-rebuild-interval", "1s"},
                               {{"basic_auth", "true"}, {"secret_mount_path", secrets.path().string()}});
    connector.wait_for_line("Following vCenter");
    world.gateway.set_password("second");
    connector.wait_for_line("the gateway refuses the credentials");
    secrets.write("basic-auth-password", "second\n");
    connector.wait_for_line("The gateway's function list can be read again");
    world.power_on("vm1");
    CHECK(world.gateway.wait_for_invocations(1));
}

TEST_CASE("govc's environment is enough to find vCenter and log in")
{
    scripted_world world;
    auto environment = login_of("svc-connector@vsphere.local", "p<a>s&s\"w'd");
    environment["GOVC_URL"] = world.vcenter.url();
    environment["GOVC_INSECURE"] = "1";
    child_process connector({connector_program, "-gateway", world.gateway.url()}, environment);
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    CHECK(world.gateway.wait_for_invocations(1));
}

TEST_CASE("two thousand events of a hundred VMs invoke the function once each, in order per VM")
{
    scripted_world world;
    auto connector = world.run({"-log-level", "warn"});
    REQUIRE(world.vcenter.wait_for("WaitForUpdatesEx", 2));
    for (int round = 0; round < 20; ++round)
        for (int vm = 0; vm < 100; ++vm)
            world.power_on("vm" + std::to_string(vm));
    REQUIRE(world.gateway.wait_for_invocations(2000));
    std::map<std::string, std::vector<std::int32_t>> by_object;
    for (const auto& each : world.gateway.invocations())
        by_object[each.body.substr(each.body.find("\"objectName\""))].push_back(event_key(each));
    CHECK(by_object.size() == 100);
    for (const auto& [object, keys] : by_object) {
        CHECK(keys.size() == 20);
        CHECK(std::is_sorted(keys.begin(), keys.end(), std::less_equal<>()));
    }
}
