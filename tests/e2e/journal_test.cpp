// What outlives the program: deliveries and the place in the history.
#include "support/connector_run.hpp"
#include "support/wait_until.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

std::vector<std::int32_t> keys_up_to(std::int32_t last)
{
    std::vector<std::int32_t> keys;
    for (std::int32_t key = 1; key <= last; ++key)
        keys.push_back(key);
    return keys;
}

// Runs to its end: exit status and what it said.
finished_process start_in(const std::string& directory)
{
    return run_process({connector_program, "-vcenter", "http://127.0.0.1:1", "-state-dir", directory},
                       login_of());
}

}  // namespace

TEST_CASE("a restart goes on where reading was: nothing is lost, nothing repeated but what was in flight")
{
    const auto signal = GENERATE(SIGTERM, SIGKILL);
    scripted_world world;
    {
        auto connector = world.run();
        connector.wait_for_line("Following vCenter");
        world.power_on("vm1", 20);
        connector.wait_for_lines("Invoke function", 20);
        connector.signal(SIGTERM);
        CHECK(connector.wait_exit() == 0);
    }
    world.power_on("vm1", 100);
    for (std::size_t wanted : {120U, 140U}) {
        auto connector = world.run();
        REQUIRE(world.gateway.wait_for_invocations(wanted));
        connector.wait_for_lines("Invoke function", wanted == 120 ? 100 : 20);
        connector.signal(signal);
        connector.wait_exit();
        world.power_on("vm1", 20);
    }
    auto connector = world.run();
    REQUIRE(world.gateway.wait_for_invocations(160));
    connector.wait_for_lines("Invoke function", 20);
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    auto keys = world.invoked("vm1");
    if (signal == SIGKILL)
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    CHECK(keys == keys_up_to(160));
}

TEST_CASE("what cannot be delivered before a stop is kept and delivered by the next start")
{
    scripted_world world;
    {
        auto connector = world.run();
        connector.wait_for_line("Following vCenter");
        world.gateway.kill();
        world.power_on("vm1", 7);
        connector.wait_for_lines("Message on topic: vm.powered.on", 7);
        connector.wait_for_line("The gateway cannot be used");
        connector.signal(SIGTERM);
        CHECK(connector.wait_exit() == 0);
        CHECK(connector.count_lines("kept_for_next_start=7") == 1);
        CHECK(connector.count_lines(" ERROR ") == 0);
    }
    world.gateway.revive();
    auto connector = world.run();
    REQUIRE(world.gateway.wait_for_invocations(7));
    connector.wait_for_lines("Invoke function", 7);
    CHECK(world.invoked("vm1") == keys_up_to(7));
}

TEST_CASE("a stop waits for what is in flight and begins nothing new")
{
    scripted_world world;
    auto connector = world.run({"-shutdown-timeout", "1h"});
    connector.wait_for_line("Following vCenter");
    world.gateway.when(echo_path).fault(faults::stall());
    world.power_on("vm1", 3);
    REQUIRE(world.gateway.wait_for_invocations(1));
    connector.wait_for_lines("Message on topic: vm.powered.on", 3);
    connector.signal(SIGTERM);
    connector.wait_for_line("Logged out of vCenter");
    world.gateway.server().clear_faults();
    world.gateway.server().release();
    CHECK(connector.wait_exit() == 0);
    CHECK(connector.count_lines("Stopped delivered=1 given_up=0 kept_for_next_start=2") == 1);
    CHECK(world.gateway.invocation_count() == 1);
}

TEST_CASE("two connectors do not share a journal")
{
    scripted_world world;
    auto first = world.run();
    first.wait_for_line("Following vCenter");
    auto second = world.run();
    CHECK(second.wait_exit() == 1);
    CHECK(second.count_lines("Cannot start: the journal") == 1);
    CHECK(second.count_lines(std::to_string(first.pid())) == 1);
    world.power_on("vm1");
    CHECK(world.gateway.wait_for_invocations(1));
}

TEST_CASE("a journal in memory says what that means")
{
    scripted_world world;
    auto connector = world.run({"-state", "none"});
    connector.wait_for_line("Following vCenter");
    CHECK(connector.count_lines("The journal is in memory") == 1);
    CHECK(std::filesystem::is_empty(world.state.path()));
}

TEST_CASE("a directory that cannot hold a journal is refused with a cure")
{
    temporary_folder folder;
    folder.write("file", "");
    const auto below_file = start_in((folder.path() / "file" / "state").string());
    CHECK(below_file.status == 1);
    CHECK_THAT(below_file.output, Catch::Matchers::ContainsSubstring("Cannot start: the journal"));
    CHECK_THAT(below_file.output, Catch::Matchers::ContainsSubstring("-state-dir"));
    if (::geteuid() == 0)
        return;  // root may write everywhere
    ::chmod(folder.path().c_str(), 0500);
    const auto unwritable = start_in((folder.path() / "state").string());
    ::chmod(folder.path().c_str(), 0700);
    CHECK(unwritable.status == 1);
    CHECK_THAT(unwritable.output, Catch::Matchers::ContainsSubstring("-state-dir"));
}

TEST_CASE("the journal's files are for their owner only")
{
    scripted_world world;
    auto connector = world.run({"-state-dir", (world.state.path() / "new" / "one").string()});
    connector.wait_for_line("Following vCenter");
    const auto directory = world.state.path() / "new" / "one";
    using std::filesystem::perms;
    CHECK((std::filesystem::status(directory).permissions() & perms(077)) == perms::none);
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        INFO(entry.path());
        CHECK((entry.status().permissions() & perms(077)) == perms::none);
    }
}

TEST_CASE("a corrupt journal is set aside, and the connector starts with a new one")
{
    scripted_world world;
    world.state.write("journal.db", std::string(20'000, 'x'));
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    CHECK(connector.count_lines(" ERROR ") == 1);
    std::size_t kept = 0;
    for (const auto& entry : std::filesystem::directory_iterator(world.state.path()))
        if (entry.path().filename().string().starts_with("journal.db.corrupt-"))
            kept += world.state.read(entry.path().filename()) == std::string(20'000, 'x') ? 1U : 0U;
    CHECK(kept == 1);
    world.power_on("vm1");
    CHECK(world.gateway.wait_for_invocations(1));
}
