// The packaged simulator as a real peer of a connector with a journal: what it holds in its history has to be
// what the function got.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include <csignal>
#include <set>
#include <sstream>

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
    void post(const std::string& vm, int count)
    {
        vcenter.control({"post", "VmPoweredOnEvent", "-vm", vm, "-count", std::to_string(count)});
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
            if (event_key(each) > own_events)
                all.insert(event_key(each));
        return all;
    }
    /// Different events of that VM, without those that a simulator begins with.
    std::size_t arrived_of(const std::string& vm) const
    {
        keys found;
        for (const auto& each : gateway.invocations())
            if (each.body.find('"' + vm + '"') != each.body.npos && event_key(each) > own_events)
                found.insert(event_key(each));
        return found.size();
    }
    /// Everything arrives, and no more often than kills explain.
    void check()
    {
        const auto all = happened();
        wait_until([&] { return arrived() == all; });
        INFO(connector->output());
        CHECK(arrived() == all);
        CHECK(gateway.invocation_count() <= all.size() + (kills + 1) * 4);  // four VMs
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
    child_process load({VC_BINARY_DIR "/vcsim/vcctl", "-url", world.vcenter.url(), "post", "VmPoweredOnEvent",
                        "-vm", "*", "-count", "800", "-rate", "200/s"});
    for (std::size_t kill = 1; kill <= 8; ++kill) {
        wait_until([&] { return world.gateway.invocation_count() >= kill * 80; });
        world.kill();
        world.start();
    }
    CHECK(load.wait_exit() == 0);
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
    world.connector->wait_for_line("Following vCenter again");
    world.post("*", 20);
    world.kill();
    world.post("*", 20);
    world.start();
    world.check();
}

TEST_CASE(
    "a simulator that is killed under load and begins anew is followed again, its new events arrive once")
{
    simulated_world world({"-instance-uuid", "11111111-1111-1111-1111-111111111111"});
    world.post("DC0_H0_VM0", 200);
    world.check();
    world.vcenter.kill();
    world.connector->wait_for_line("vCenter cannot be followed");
    world.vcenter.revive();
    world.connector->wait_for_line("Following vCenter again");
    world.post("DC0_H0_VM1", 100);
    CHECK(wait_until([&] { return world.arrived_of("DC0_H0_VM1") == 100; }));
    world.kill();
    world.post("DC0_H0_VM1", 100);
    world.start();
    CHECK(wait_until([&] { return world.arrived_of("DC0_H0_VM1") == 200; }));
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
    CHECK(two.arrived().size() == 200);
    one.vcenter.revive();
    one.connector->wait_for_line("Following vCenter again");
    one.post("*", 100);
    one.check();
    CHECK(one.arrived().size() == 100);
}
