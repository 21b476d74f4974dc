// The packaged simulator as a real peer of a connector with a journal: what it holds in its history has to be
// what the function got.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include <csignal>
#include <set>
#include <sstream>
#include <thread>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

using keys = std::set<std::int32_t>;

constexpr std::int32_t own_events = 25;  // that a simulator begins with

class simulated_world {
public:
    explicit simulated_world(words flags = {}) : vcenter(std::move(flags))
    {
        gateway.deploy("echo", "vm.powered.on,vm.powered.off");
        start();
        connector->wait_for_line("Following vCenter");
    }

    void start()
    {
        connector =
            std::make_unique<child_process>(words{connector_program, "-vcenter", vcenter.url(), "-gateway",
                                                  gateway.url(), "-state-dir", state.path().string()},
                                            login_of());
    }
    void kill()
    {
        connector->signal(SIGKILL);
        connector->wait_exit();
        ++kills;
    }
    void post(const std::string& vm, int count, const std::string& rate = "0")
    {
        words line{"post", "VmPoweredOnEvent", "-vm", vm, "-count", std::to_string(count)};
        if (rate != "0")
            line.insert(line.end(), {"-rate", rate});
        vcenter.control(line);
    }
    void power(const std::string& what)
    {
        for (const char* vm : {"DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"})
            vcenter.control({"power", what, vm});
    }
    /// Keys of the events in the simulator's history that the function asks for.
    keys happened() const
    {
        keys all;
        std::istringstream lines(vcenter.control({"events"}));
        for (std::string line; std::getline(lines, line);)
            if (const auto key = std::stoi(line); key > own_events && line.find("\tVmPowered") != line.npos)
                all.insert(key);
        return all;
    }
    keys arrived() const
    {
        keys all;
        for (const auto& each : gateway.invocations())
            all.insert(event_key(each));
        return all;
    }
    /// Everything arrives, and no more often than kills explain.
    void check()
    {
        const auto all = happened();
        wait_until([&] { return arrived() == all; });
        INFO(connector->output());
        CHECK(arrived() == all);
        CHECK(gateway.invocation_count() <= all.size() + kills * 4);
    }

    simulator vcenter;
    scripted_gateway gateway;
    temporary_folder state;
    std::unique_ptr<child_process> connector;
    std::size_t kills = 0;
};

}  // namespace

TEST_CASE("VMs that are powered while the connector is killed and away are all in what the function gets")
{
    simulated_world world;
    for (int round = 0; round < 4; ++round) {
        world.power("off");
        world.kill();
        world.power("on");
        world.start();
        world.power("off");
        world.power("on");
        world.check();
    }
}

TEST_CASE("a connector that is killed again and again under the load of a simulator loses nothing")
{
    simulated_world world;
    std::thread load([&] { world.post("*", 800, "200/s"); });
    for (std::size_t kill = 1; kill <= 8; ++kill) {
        wait_until([&] { return world.gateway.invocation_count() >= kill * 80; });
        world.kill();
        world.start();
    }
    load.join();
    world.check();
}

TEST_CASE("sessions of a simulator that end under load, and a restart meanwhile, cost nothing")
{
    simulated_world world;
    for (int round = 0; round < 3; ++round) {
        world.post("*", 50);
        world.vcenter.control({"sessions", "terminate"});
        world.post("*", 50);
        world.kill();
        world.post("*", 50);
        world.start();
        world.vcenter.control({"sessions", "terminate"});
        world.check();
    }
}

TEST_CASE("idle sessions of a simulator that expire, and a restart meanwhile, cost nothing")
{
    simulated_world world({"-session-timeout", "1s"});
    for (std::size_t round = 1; round <= 2; ++round) {
        world.connector->wait_for_lines("Following vCenter again", 1);
        world.post("*", 20);
        world.kill();
        world.post("*", 20);
        world.start();
        world.check();
    }
}

TEST_CASE(
    "a simulator that is killed under load and begins anew is followed again, its new events arrive once")
{
    simulated_world world({"-instance-uuid", "11111111-1111-1111-1111-111111111111"});
    world.post("DC0_H0_VM0", 200);
    world.check();
    const auto before = world.gateway.invocation_count();
    world.vcenter.kill();
    world.connector->wait_for_line("vCenter cannot be followed");
    world.vcenter.revive();
    world.connector->wait_for_line("Following vCenter again");
    world.post("DC0_H0_VM1", 100);
    REQUIRE(world.gateway.wait_for_invocations(before + 100));
    world.kill();
    world.post("DC0_H0_VM1", 100);
    world.start();
    REQUIRE(world.gateway.wait_for_invocations(before + 200));
    std::set<std::string> bodies;
    for (const auto& each : world.gateway.invocations())
        if (each.body.find("DC0_H0_VM1") != each.body.npos)
            bodies.insert(std::string(each.header("X-Event-Id")));
    CHECK(bodies.size() == 200);
    CHECK(world.gateway.invocation_count() <= before + 204);
}

TEST_CASE("of two simulators with a connector each, one that is down does not touch the other")
{
    simulated_world one({"-instance-uuid", "11111111-1111-1111-1111-111111111111"});
    simulated_world two({"-instance-uuid", "22222222-2222-2222-2222-222222222222"});
    one.vcenter.kill();
    two.post("*", 100);
    two.kill();
    two.post("*", 100);
    two.start();
    two.check();
    CHECK(one.gateway.invocation_count() == 0);
    one.vcenter.revive();
    one.connector->wait_for_line("Following vCenter again");
    one.post("*", 100);
    one.check();
    CHECK(one.gateway.invocation_count() == 400);
}
