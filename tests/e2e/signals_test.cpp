// SIGTERM, SIGINT, and what is under way when they come.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

TEST_CASE("a signal while nothing happens ends the program with status 0 and its session")
{
    const auto signal = GENERATE(SIGTERM, SIGINT);
    scripted_world world;
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    connector.signal(signal);
    CHECK(connector.wait_exit() == 0);
    CHECK(connector.count_lines(signal == SIGINT ? "Stopping signal=SIGINT" : "Stopping signal=SIGTERM") ==
          1);
    CHECK(connector.count_lines("Logged out of vCenter") == 1);
    CHECK(connector.count_lines("Stopped delivered=0") == 1);
    CHECK(world.vcenter.logged_out());
    CHECK(world.vcenter.open_sessions() == 0);
    CHECK(world.vcenter.calls("DestroyCollector") == world.vcenter.calls("CreateCollectorForEvents"));
}

TEST_CASE("after SIGTERM the simulator has no session of the connector left")
{
    simulator vcenter;
    scripted_gateway gateway;
    auto connector = run_connector(vcenter.url(), gateway.url());
    connector.wait_for_line("Following vCenter");
    CHECK(vcenter.control({"sessions"}).find("vcenter-connector/") != std::string::npos);
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    CHECK(vcenter.control({"sessions"}).find("vcenter-connector/") == std::string::npos);
}

TEST_CASE("with a journal in memory, invocations that are in line when SIGTERM comes are made")
{
    scripted_world world;
    auto connector = world.run({"-state=none", "-shutdown-timeout", "1h"});
    connector.wait_for_line("Following vCenter");
    world.gateway.when(echo_path).fault(faults::stall());
    for (const char* vm : {"vm1", "vm2", "vm3"})
        world.power_on(vm, 4);
    REQUIRE(world.gateway.wait_for_invocations(3));
    connector.wait_for_lines("Message on topic: vm.powered.on", 12);
    connector.signal(SIGTERM);
    connector.wait_for_line("Logged out of vCenter");
    CHECK(world.gateway.invocation_count() == 3);
    world.gateway.server().clear_faults();
    world.gateway.server().release();
    CHECK(connector.wait_exit() == 0);
    CHECK(connector.count_lines("Stopped delivered=12 given_up=0") == 1);
    CHECK(world.gateway.invocation_count() == 12);
    for (const char* vm : {"vm1", "vm2", "vm3"}) {
        const auto keys = world.invoked(vm);
        CHECK(keys.size() == 4);
        CHECK(std::is_sorted(keys.begin(), keys.end()));
    }
}

TEST_CASE("SIGTERM ends the program in time while vCenter and gateway are silent, and says what is lost")
{
    scripted_world world;
    auto connector = world.run({"-state=none", "-shutdown-timeout", "1s"});
    connector.wait_for_line("Following vCenter");
    world.gateway.when({}).fault(faults::stall());
    world.power_on("vm1", 2);
    REQUIRE(world.gateway.wait_for_invocations(1));
    connector.wait_for_lines("Message on topic: vm.powered.on", 2);
    world.vcenter.when({}).fault(faults::stall());
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 1);
    CHECK(connector.count_lines("Could not log out of vCenter") == 1);
    CHECK(connector.count_lines("Stopped with deliveries that could not be made") == 1);
    CHECK(connector.count_lines("lost=2") == 1);
}

TEST_CASE("a second SIGTERM ends the wait for invocations at once")
{
    scripted_world world;
    auto connector = world.run({"-state=none", "-shutdown-timeout", "1h", "-upstream-timeout", "1h"});
    connector.wait_for_line("Following vCenter");
    world.gateway.when(echo_path).fault(faults::stall());
    world.power_on("vm1");
    REQUIRE(world.gateway.wait_for_invocations(1));
    connector.signal(SIGTERM);
    connector.wait_for_line("Logged out of vCenter");
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 1);
    CHECK(connector.count_lines("Stopping at once signal=SIGTERM") == 1);
    CHECK(connector.count_lines("lost=1") == 1);
}

TEST_CASE("SIGTERM ends a start while vCenter refuses connections")
{
    scripted_world world;
    world.vcenter.kill();
    auto connector = world.run();
    connector.wait_for_line("vCenter cannot be followed");
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    CHECK(connector.count_lines("Stopped") == 1);
    CHECK(connector.count_lines("log out") == 0);
}

TEST_CASE("SIGTERM ends a start while vCenter is silent")
{
    const auto method =
        GENERATE(as<std::string>(), "RetrieveServiceContent", "Login", "CreateFilter", "ReadNextEvents");
    scripted_world world;
    world.vcenter.when(method).fault(faults::stall());
    auto connector = world.run({"-shutdown-timeout", "1s"});
    REQUIRE(world.vcenter.wait_for(method, 1));
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    CHECK(connector.count_lines(" ERROR ") == 0);
}

TEST_CASE("SIGTERM ends a start while the gateway refuses connections, and its session at vCenter")
{
    scripted_world world;
    world.gateway.kill();
    auto connector = world.run();
    connector.wait_for_line("no event is read before it has been");
    REQUIRE(world.vcenter.wait_for("RetrieveProperties", 1));
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    CHECK(world.vcenter.open_sessions() == 0);
}

TEST_CASE("events flow again by themselves after the simulator was killed and came back")
{
    simulator vcenter;
    scripted_gateway gateway;
    gateway.deploy("echo", "vm.powered.off,vm.powered.on");
    auto connector = run_connector(vcenter.url(), gateway.url());
    connector.wait_for_line("Following vCenter");
    vcenter.kill();
    connector.wait_for_line("vCenter cannot be followed");
    vcenter.revive();
    connector.wait_for_line("Following vCenter again");
    vcenter.control({"power", "off", "DC0_H0_VM0"});
    CHECK(gateway.wait_for_invocations(1));
    CHECK(connector.count_lines("Following vCenter again") == 1);
}

TEST_CASE("what was read when the journal was full is counted at the stop, too")
{
    scripted_world world;
    auto connector = world.run({"-state=none", "-max-pending", "1", "-max-in-flight", "1", "-async=false",
                                "-shutdown-timeout", "1s"});
    connector.wait_for_line("Following vCenter");
    world.gateway.when("/function/echo.openfaas-fn").fault(faults::stall());
    world.power_on("vm1");
    connector.wait_for_lines("Message on topic: vm.powered.on", 1);
    world.power_on("vm1");
    connector.wait_for_lines("Message on topic: vm.powered.on", 2);
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 1);
    CHECK(connector.count_lines("lost=2") == 1);
}
