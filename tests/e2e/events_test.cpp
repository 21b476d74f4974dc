// vcenter-connector events
#include "command_world.hpp"

#include "support/simulator.hpp"
#include "support/wait_until.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// Through a shell, whose pipes the command meets in the field.
finished_process shell(const command_world& world, const std::string& script)
{
    auto with = world.environment();
    with["C"] = connector_program;
    return run_process({"/bin/sh", "-c", script}, with);
}

}  // namespace

TEST_CASE("events shows the history one line each and ends when all has been read")
{
    command_world world;
    world.power_on("web-1", 3);
    world.vcenter.post_ex("com.vmware.cis.tagging.attach", "warning");
    const auto shown = world.command({"events"});
    INFO(shown.output);
    CHECK(shown.status == 0);
    CHECK(lines_with(shown.output, "  info     vm.powered.on                   web-1") == 3);
    CHECK(lines_with(shown.output, "  warning  com.vmware.cis.tagging.attach") == 1);
    CHECK(world.vcenter.logged_out());
    CHECK(world.vcenter.open_collectors() == 0);
}

TEST_CASE("events selects by pattern, filter and time")
{
    command_world world;
    world.power_on("web-1", 2);
    world.power_on("db-1", 2);
    world.vcenter.post("VmPoweredOffEvent", "web-1");
    world.vcenter.post_ex("com.vmware.cis.tagging.attach");
    const auto count = [&](words arguments) {
        arguments.insert(arguments.begin(), {"events", "-json"});
        return json_lines(world.command(std::move(arguments)).output).size();
    };
    CHECK(count({}) == 6);
    CHECK(count({"-topic", "VmEvent"}) == 5);
    CHECK(count({"-topic", "vm.>,!vm.powered.off"}) == 4);
    CHECK(count({"-topic", "com.vmware.>"}) == 1);
    CHECK(count({"-filter", "vm LIKE 'web-%'"}) == 3);
    CHECK(count({"-filter", "vm LIKE 'web-%'", "-topic", "vm.powered.on"}) == 2);
    CHECK(count({"-since", "oldest"}) == 6);
    CHECK(count({"-since", "now"}) == 0);
    world.vcenter.with([](vcenter_model& model) { model.advance(std::chrono::hours(3)); });
    CHECK(count({}) == 0);
    CHECK(count({"-since", "4h"}) == 6);
}

TEST_CASE("events as JSON has the whole event, with -payload what a function gets")
{
    command_world world;
    world.power_on("web-1");
    const auto whole = json_lines(world.command({"events", "-json"}).output);
    REQUIRE(whole.size() == 1);
    CHECK(std::string(whole[0]["topic"].GetString()) == "vm.powered.on");
    CHECK(std::string(whole[0]["class"].GetString()) == "VmPoweredOnEvent");
    CHECK(std::string(whole[0]["data"]["Vm"]["Name"].GetString()) == "web-1");
    const auto sent = json_lines(world.command({"events", "-payload", "cloudevents-binary", "-json"}).output);
    REQUIRE(sent.size() == 1);
    CHECK(std::string(sent[0]["headers"]["ce-type"].GetString()) == "com.vmware.vsphere.VmPoweredOnEvent.v0");
    rapidjson::Document body;
    body.Parse(sent[0]["body"].GetString());
    REQUIRE(body.IsObject());
    CHECK(std::string(body["Vm"]["Name"].GetString()) == "web-1");
    const auto legacy = world.command({"events", "-payload", "legacy"}).output;
    CHECK_THAT(legacy, ContainsSubstring("Content-Type: application/json\n") &&
                           ContainsSubstring("X-Topic: vm.powered.on\n") &&
                           ContainsSubstring("\n\n{\"topic\":\"vm.powered.on\"") &&
                           ContainsSubstring("\"objectName\":\"web-1\""));
}

TEST_CASE("events -f shows what happens until it is interrupted, and logs out")
{
    command_world world;
    auto shown = world.start({"events", "-f", "-topic", "vm.>"});
    REQUIRE(world.vcenter.wait_for("WaitForUpdatesEx", 2));
    world.power_on("web-1");
    shown.wait_for_line("web-1");
    world.vcenter.terminate_sessions();
    world.power_on("web-2");
    shown.wait_for_line("web-2");
    const auto number = GENERATE(SIGINT, SIGTERM);
    shown.signal(number);
    CHECK(shown.wait_exit() == 0);
    CHECK(shown.count_lines("vm.powered.on") == 2);
    CHECK(world.vcenter.logged_out());
}

TEST_CASE("events -f outlives a vCenter that goes away, once it has been there")
{
    command_world world;
    auto shown = world.start({"events", "-f"});
    REQUIRE(world.vcenter.wait_for("WaitForUpdatesEx", 2));
    world.vcenter.kill();
    shown.wait_for_line("vCenter cannot be followed");
    world.vcenter.revive();
    shown.wait_for_line("Following vCenter again");
    world.power_on("web-1");
    shown.wait_for_line("web-1");
}

TEST_CASE("a session that breaks in the midst of a history costs no event and repeats none")
{
    command_world world;
    world.vcenter.with([](vcenter_model& model) { model.post_many(20'000, 7); });
    world.vcenter.when("ReadNextEvents").nth(30).fault(faults::truncated_body());
    const auto done = world.command({"events", "-since", "oldest"});
    CHECK(done.status == 0);
    CHECK(lines_with(done.output, "vm.powered.on") == 20'000);
    CHECK(world.vcenter.logins().size() == 2);
}

TEST_CASE("a vCenter that goes away for good in the midst of a history is an error")
{
    command_world world;
    world.vcenter.with([](vcenter_model& model) { model.post_many(20'000, 7); });
    world.vcenter.when("ReadNextEvents").from(9).fault(faults::truncated_body());
    const auto done = world.command({"events", "-since", "oldest"});
    CHECK(done.status == 1);
    CHECK_THAT(done.output, ContainsSubstring("events: ") && ContainsSubstring("cannot be read"));
}

TEST_CASE("a reader that leaves ends events quietly, with a logout")
{
    command_world world;
    SECTION("in the midst of a long history")
    {
        world.vcenter.with([](vcenter_model& model) { model.post_many(20'000, 7); });
        const auto done =
            shell(world, "(\"$C\" events -since oldest 2>/dev/null; echo status $? >&2) | head -1");
        CHECK(lines_with(done.output, "vm.powered.on") == 1);
        CHECK(lines_with(done.output, "status 0") == 1);
    }
    SECTION("while nothing happens")
    {
        world.power_on("web-1");
        const auto done =
            shell(world, "(\"$C\" events -f -since oldest 2>/dev/null; echo status $? >&2) | head -1");
        CHECK(lines_with(done.output, "web-1") == 1);
        CHECK(lines_with(done.output, "status 0") == 1);
    }
    CHECK(wait_until([&] { return world.vcenter.logged_out(); }));
}

TEST_CASE("a disk that is full is an error of events")
{
    command_world world;
    world.power_on("web-1");
    const auto done = shell(world, "\"$C\" events > /dev/full; echo status $?");
    CHECK_THAT(done.output, ContainsSubstring("could not be written") && ContainsSubstring("status 1"));
    CHECK(world.vcenter.logged_out());
}

TEST_CASE("hostile names reach a terminal as text")
{
    command_world world;
    posted_event evil;
    evil.vm = "a\tb\u202Ec\u0085";
    evil.user = "\u009B31m";
    evil.message = "one\ntwo";
    world.vcenter.post(evil);
    const auto shown = world.command({"events"});
    CHECK(lines_with(shown.output, "vm.powered.on") == 1);
    CHECK_THAT(shown.output, ContainsSubstring("one\\x0Atwo") || ContainsSubstring("one\\x0atwo"));
    for (const char* raw : {"\t", "\u202E", "\u0085", "\u009B"})
        CHECK_THAT(shown.output, !ContainsSubstring(raw));
    CHECK(json_lines(world.command({"events", "-json"}).output).size() == 1);
}

TEST_CASE("events names every mistake on its line, with the column in a filter")
{
    command_world world;
    const auto wrong = world.command(
        {"events", "-since", "soon", "-filter", "vm LIKE", "-topic", "a..b", "-payload", "xml"});
    INFO(wrong.output);
    CHECK(wrong.status == 2);
    for (const char* part : {"flag -since", "flag -filter: column", "flag -topic", "flag -payload"})
        CHECK_THAT(wrong.output, ContainsSubstring(part));
    const auto nothing = world.command({"events", "-topic", " , "});
    CHECK(nothing.status == 2);
    CHECK_THAT(nothing.output, ContainsSubstring("flag -topic: it names nothing"));
    CHECK_THAT(wrong.output, ContainsSubstring("; expected names of tokens joined by dots"));
    CHECK(world.vcenter.server().connections_opened() == 0);
}

TEST_CASE("events warns of an attribute that there is not, and of a beginning in the future")
{
    command_world world;
    const auto done = world.command({"events", "-since", "2030-01-01T00:00:00Z", "-filter", "usr = 1"});
    CHECK_THAT(done.output,
               ContainsSubstring("no event has an attribute \"usr\"; did you mean user?") ||
                   ContainsSubstring("no event has an attribute \\\"usr\\\"; did you mean user?"));
    CHECK_THAT(done.output, ContainsSubstring("lies in vCenter's future") && !ContainsSubstring("-begin"));
}

TEST_CASE("events reads the whole history of the simulator, whose cursor sticks, and follows it")
{
    simulator vcenter;
    auto with = login_of();
    with["GOVC_URL"] = vcenter.url();
    vcenter.control(
        {"post", "EventEx", "-type-id", "com.vmware.cis.tagging.attach", "-argument", "Object=vm1"});
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", "DC0_H0_VM0", "-count", "500"});
    const auto history =
        run_process({connector_program, "events", "-topic", "vm.powered.on,com.vmware.>"}, with);
    CHECK(history.status == 0);
    CHECK(lines_with(history.output, "vm.powered.on") >= 500);
    CHECK(lines_with(history.output, "com.vmware.cis.tagging.attach") == 1);

    child_process shown({connector_program, "events", "-f", "-topic", "vm.powered.off"}, with);
    CHECK(wait_until(
        [&] { return vcenter.control({"sessions"}).find("vcenter-connector") != std::string::npos; }));
    vcenter.control({"power", "off", "DC0_H0_VM0"});
    shown.wait_for_line("vm.powered.off");
    shown.signal(SIGINT);
    CHECK(shown.wait_exit() == 0);
    CHECK_THAT(vcenter.control({"sessions"}), !ContainsSubstring("vcenter-connector"));
}
