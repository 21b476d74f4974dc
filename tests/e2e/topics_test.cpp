// vcenter-connector topics
#include "command_world.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("without a vCenter, topics shows the classes of the API with what they derive from")
{
    const auto all = run_process({connector_program, "topics"});
    CHECK(all.status == 0);
    CHECK(std::count(all.output.begin(), all.output.end(), '\n') > 400);
    const auto some = run_process({connector_program, "topics", "vm.powered.*"});
    CHECK(some.status == 0);
    CHECK_THAT(some.output, ContainsSubstring("vm.powered.on   VmPoweredOnEvent   VmEvent\n"));
    CHECK(std::count(some.output.begin(), some.output.end(), '\n') == 3);
    const auto derived = run_process({connector_program, "topics", "-json", "vm.powered.on"});
    const auto lines = json_lines(derived.output);
    REQUIRE(lines.size() == 1);
    CHECK(std::string(lines[0]["name"].GetString()) == "vm.powered.on");
    REQUIRE(lines[0]["ancestors"].Size() == 2);
    CHECK(std::string(lines[0]["ancestors"][0].GetString()) == "VmEvent");
    CHECK(lines[0].FindMember("category") == lines[0].MemberEnd());
}

TEST_CASE("topics of a vCenter are those of its own catalogue, and the session is closed")
{
    command_world world;
    world.vcenter.with([](vcenter_model& model) {
        model.add_event_info("ExtendedEvent", "error", "com.evil.\x1B[31m\nevent|x");
    });
    const auto all = world.command({"topics"});
    INFO(all.output);
    CHECK(all.status == 0);
    CHECK_THAT(all.output, ContainsSubstring("CATEGORY") && ContainsSubstring("vm.powered.on") &&
                               ContainsSubstring("Virtual machine {vm.name} is powered on"));
    CHECK(all.output.find('\x1B') == std::string::npos);
    CHECK(world.vcenter.logged_out());
    const auto extension = json_lines(world.command({"topics", "com.>", "-json"}).output);
    REQUIRE_FALSE(extension.empty());
    for (const auto& line : extension)
        CHECK_THAT(line["name"].GetString(), ContainsSubstring("com."));
}

TEST_CASE("a name that nothing answers to is answered with the nearest one")
{
    const auto none = run_process({connector_program, "topics", "vm.powerd.on"});
    CHECK(none.status == 1);
    CHECK_THAT(none.output, ContainsSubstring("did you mean vm.powered.on?"));
}

TEST_CASE("topics names every mistake on its line")
{
    const auto wrong = run_process({connector_program, "topics", "vm.po*", "-jsn", "-order", "none"});
    CHECK(wrong.status == 2);
    CHECK_THAT(wrong.output, ContainsSubstring("\"vm.po*\"") && ContainsSubstring("did you mean -json?") &&
                                 ContainsSubstring("-order") && ContainsSubstring("topics -help"));
    const auto help = run_process({connector_program, "topics", "-help"});
    CHECK(help.status == 0);
    CHECK_THAT(help.output, ContainsSubstring("Examples:"));
}

TEST_CASE("a vCenter that refuses or does not answer is an error with its cure, once")
{
    command_world world;
    const auto command = GENERATE(as<std::string>(), "topics", "events");
    world.vcenter.set_password("another");
    const auto refused = world.command({command});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.output, ContainsSubstring("the login is refused") &&
                                   ContainsSubstring("correct the user name and password"));
    CHECK(world.vcenter.logins().size() == 1);
    world.vcenter.kill();
    const auto away = world.command({command});
    CHECK(away.status == 1);
    CHECK_THAT(away.output, ContainsSubstring("cannot be read") && ContainsSubstring("check host and port"));
}
