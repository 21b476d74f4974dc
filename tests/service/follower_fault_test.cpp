// Each call of the follower fails once in each way: a whole class of tests for nothing.
#include "follower_fixture.hpp"

#include <map>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

const std::map<std::string, fault>& all_faults()
{
    static const std::map<std::string, fault> faults{
        {"NotAuthenticated", faults::soap("NotAuthenticated")},
        {"ManagedObjectNotFound", faults::soap("ManagedObjectNotFound")},
        {"InvalidState", faults::soap("InvalidState")},
        {"another fault", faults::soap("RuntimeFault", "out of memory")},
        {"closed", faults::close()},
        {"lost answer", faults::lost_answer()},
        {"503", faults::html(503)},
        {"HTML", faults::html(200)},
        {"nothing", faults::empty_body()},
        {"cut", faults::truncated_body()},
        {"garbage", faults::raw("\x16\x03\x01 not http\r\n\r\n")},
        {"garbage in XML", faults::garbage_xml()},
    };
    return faults;
}

std::vector<std::string> fault_names()
{
    std::vector<std::string> names;
    for (const auto& [name, what] : all_faults())
        names.push_back(name);
    return names;
}

}  // namespace

TEST_CASE("whatever call fails in whatever way while a session is made, each event arrives once and in order")
{
    const auto method = GENERATE(as<std::string>(), "/sdk/vimServiceVersions.xml", "RetrieveServiceContent",
                                 "Login", "CurrentTime", "RetrieveProperties", "CreateCollectorForEvents",
                                 "CreateFilter", "WaitForUpdatesEx", "ReadNextEvents", "DestroyCollector");
    const auto name = GENERATE(from_range(fault_names()));
    INFO(method << " meets " << name);
    followed_vcenter world;
    world.follow();
    world.post(5);
    world.vcenter.when(method).nth(1).fault(all_faults().at(name));
    const auto calls = world.vcenter.calls(method);
    world.vcenter.terminate_sessions();
    world.post(5);
    REQUIRE(world.vcenter.wait_for(method, calls + 1));
    world.post(5);
    world.recorded->wait_for_events(15);
    CHECK(world.keys() == keys_from_to(1, 15));
    CHECK(world.vcenter.logins().size() <= 5);
    REQUIRE(wait_until([&] { return world.vcenter.held_waits() == 1; }));
    world.recorded.reset();
    CHECK(world.vcenter.open_sessions() <= (method == "Login" ? 1 : 0));
}

TEST_CASE(
    "whatever call fails in whatever way while events are followed, each event arrives once and in order")
{
    const auto method = GENERATE(as<std::string>(), "WaitForUpdatesEx", "ReadNextEvents");
    const auto name = GENERATE(from_range(fault_names()));
    const auto nth = GENERATE(1U, 2U, 3U);
    INFO("call " << nth << " of " << method << " meets " << name);
    followed_vcenter world;
    world.follow();
    world.vcenter.when(method).nth(nth).fault(all_faults().at(name));
    for (std::size_t posted = 5; posted <= 20; posted += 5) {
        world.post(5);
        world.recorded->wait_for_events(posted);
    }
    CHECK(world.keys() == keys_from_to(1, 20));
    CHECK(world.vcenter.logins().size() <= 4);
    // A stop in the middle of a login cannot end the session that the login makes.
    REQUIRE(wait_until([&] { return world.vcenter.held_waits() == 1; }));
    world.recorded.reset();
    CHECK(world.vcenter.open_sessions() == 0);
}

TEST_CASE("a session that ends again and again costs no event and no storm of logins")
{
    followed_vcenter world;
    world.follow();
    for (std::size_t round = 1; round <= 10; ++round) {
        world.vcenter.terminate_sessions();
        world.post(3);
        world.recorded->wait_for_events(round * 3);
    }
    CHECK(world.keys() == keys_from_to(1, 30));
    CHECK(world.vcenter.logins().size() <= 12);
}

TEST_CASE("a vCenter that refuses every collector meets logins that become rarer, and one line that says so")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.when("CreateCollectorForEvents").fault(faults::soap("NotAuthenticated"));
    world.vcenter.terminate_sessions();
    REQUIRE(world.vcenter.wait_for("Login", 10));
    const auto logins = world.vcenter.server().requests("Login");
    // 2.5 s by the clock of the follower, which is fifty times as fast.
    CHECK(logins[9].at - logins[8].at >= std::chrono::milliseconds(50));
    CHECK(world.log().count("vCenter cannot be followed") == 1);
    world.post(3);
    world.vcenter.server().clear_faults();
    world.recorded->wait_for_events(3);
    world.log().wait_for("Following vCenter again", 1);
    CHECK(world.keys() == keys_from_to(1, 3));
    CHECK(world.log().count("Following vCenter again") == 1);
}

TEST_CASE("too many collectors at vCenter are reported once, and reading begins when there is room")
{
    followed_vcenter world;
    world.vcenter.when("CreateCollectorForEvents").times(4).fault(faults::soap("InvalidState"));
    world.start();
    world.log().wait_for("vCenter cannot be followed", 1);
    world.recorded->wait_until_following();
    CHECK(world.log().count("vCenter cannot be followed") == 1);
    CHECK(world.log().contains("too many collectors"));
    world.post(3);
    world.recorded->wait_for_events(3);
}

TEST_CASE("a vCenter that is slow to destroy collectors is followed all the same")
{
    followed_vcenter world;
    world.vcenter.when("DestroyCollector").fault(faults::delay(std::chrono::milliseconds(2500)));
    world.follow();
    CHECK(world.vcenter.logins().size() == 1);
    CHECK(world.log().count("vCenter cannot be followed") == 0);
    world.vcenter.server().clear_faults();
}

TEST_CASE("a vCenter that goes away is reported once, and its return once")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.kill();
    world.log().wait_for("vCenter cannot be followed", 1);
    world.post(3);
    world.vcenter.revive();
    world.recorded->wait_for_events(3);
    world.log().wait_for("Following vCenter again", 1);
    CHECK(world.keys() == keys_from_to(1, 3));
    CHECK(world.log().count("Following vCenter again") == 1);
}
