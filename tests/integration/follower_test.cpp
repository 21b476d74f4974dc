// The source against the packaged simulator, whose cursor really sticks.
#include "vcenter_connector/source/follower.hpp"

#include "support/catch.hpp"
#include "support/recorder.hpp"
#include "support/simulator.hpp"

using namespace vcenter_connector;
using test::recorder;
using test::simulator;

TEST_CASE("power-on becomes two events, in order", "[integration]")
{
    simulator vcenter;
    recorder followed(vcenter.endpoint());
    followed.wait_until_following();
    vcenter.control({"power", "off", "DC0_H0_VM0"});
    vcenter.control({"power", "on", "DC0_H0_VM0"});
    followed.wait_for("vm.powered.on", 1);
    CHECK(followed.topics_of("vm-") ==
          std::vector<std::string>{"vm.stopping", "vm.powered.off", "vm.starting", "vm.powered.on"});
}

TEST_CASE("a burst that is longer than a page arrives whole and in order", "[integration]")
{
    simulator vcenter;
    recorder followed(vcenter.endpoint());
    followed.wait_until_following();
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", "DC0_H0_VM0", "-count", "500"});
    followed.wait_for("vm.powered.on", 500);
    CHECK(followed.count("vm.powered.on") == 500);
    CHECK(followed.keys_grow());
    CHECK(followed.log().count("The event cursor is stuck") == 1);
}

TEST_CASE("a steady stream arrives whole and in order while the stuck collector is replaced", "[integration]")
{
    simulator vcenter;
    recorder followed(vcenter.endpoint());
    followed.wait_until_following();
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", "DC0_H0_VM0", "-count", "4000", "-rate", "2000"});
    followed.wait_for("vm.powered.on", 4000);
    CHECK(followed.count("vm.powered.on") == 4000);
    CHECK(followed.keys_grow());
    CHECK(followed.log().count("Replacing the event collector") >= 1);
}

TEST_CASE("a terminated session is renewed and costs no event", "[integration]")
{
    simulator vcenter;
    recorder followed(vcenter.endpoint());
    followed.wait_until_following();
    vcenter.control({"sessions", "terminate"});
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", "DC0_H0_VM0", "-count", "100"});
    followed.wait_for("vm.powered.on", 100);
    CHECK(followed.count("vm.powered.on") == 100);
    CHECK(followed.keys_grow());
}

TEST_CASE("an idle session that expires is renewed and costs no event", "[integration]")
{
    simulator vcenter({"-session-timeout", "1s"});
    recorder followed(vcenter.endpoint());
    followed.wait_until_following();
    followed.log().wait_for("Following vCenter again", 1);
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", "DC0_H0_VM0", "-count", "20"});
    followed.wait_for("vm.powered.on", 20);
    CHECK(followed.count("vm.powered.on") == 20);
}

TEST_CASE("a vCenter that is killed and comes back is followed again by itself", "[integration]")
{
    simulator vcenter;
    recorder followed(vcenter.endpoint());
    followed.wait_until_following();
    vcenter.kill();
    followed.log().wait_for("vCenter cannot be followed", 1);
    vcenter.revive();
    followed.log().wait_for("Following vCenter again", 1);
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", "DC0_H0_VM0"});
    followed.wait_for("vm.powered.on", 1);
}

TEST_CASE("two vCenters are followed at once and do not touch each other", "[integration]")
{
    simulator one({"-instance-uuid", "11111111-1111-1111-1111-111111111111"});
    simulator two({"-instance-uuid", "22222222-2222-2222-2222-222222222222"});
    recorder first(one.endpoint());
    recorder second(two.endpoint());
    first.wait_until_following();
    second.wait_until_following();
    one.kill();
    two.control({"post", "VmPoweredOnEvent", "-vm", "DC0_H0_VM0", "-count", "3"});
    second.wait_for("vm.powered.on", 3);
    CHECK(second.ids_begin_with("22222222-2222-2222-2222-222222222222/"));
    CHECK(first.count("vm.powered.on") == 0);
}

TEST_CASE("a clean stop leaves no session and no collector behind", "[integration]")
{
    simulator vcenter;
    {
        recorder followed(vcenter.endpoint());
        followed.wait_until_following();
        CHECK(vcenter.control({"sessions"}).find("vcenter-connector") != std::string::npos);
    }
    CHECK(vcenter.control({"sessions"}).find("vcenter-connector") == std::string::npos);
}

TEST_CASE("a wrong password is reported once and not hammered, a corrected one is used at once",
          "[integration]")
{
    simulator vcenter;
    test::recorder_options wrong;
    wrong.password = "wrong";
    recorder followed(vcenter.endpoint(), wrong);
    followed.log().wait_for("vCenter refuses the login", 1);
    CHECK(followed.log().count("vCenter refuses the login") == 1);
    followed.set_password("pass");
    followed.wait_until_following();
    CHECK(followed.log().count("vCenter refuses the login") == 1);
    CHECK_FALSE(followed.log().contains("wrong\""));
}
