// vcenter-connector replay
#include "command_world.hpp"

#include "support/simulator.hpp"
#include "support/wait_until.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string sync_echo = "/function/echo.openfaas-fn";

struct replay_world : command_world {
    using command_world::command_world;

    finished_process replay(words arguments)
    {
        arguments.insert(arguments.begin(), {"replay", "-since", "24h", "-function", "echo"});
        return command(std::move(arguments));
    }
    // The summary.
    rapidjson::Document counted(words arguments = {})
    {
        arguments.emplace_back("-json");
        const auto done = replay(std::move(arguments));
        INFO(done.output);
        auto lines = json_lines(done.output);
        REQUIRE(lines.size() == 1);
        status = done.status;
        return std::move(lines.front());
    }
    int status = -1;
};

}  // namespace

TEST_CASE("replay sends what the function asks for once more, in order, with the ids it had, and ends")
{
    replay_world world;
    world.power_on("web-1", 3);
    world.vcenter.post("VmMigratedEvent", "web-1");
    world.vcenter.post("VmPoweredOffEvent", "web-1");
    const auto done = world.replay({});
    INFO(done.output);
    CHECK(done.status == 0);
    CHECK_THAT(done.output, ContainsSubstring("; 4 for echo, 4 delivered, 0 failed."));
    CHECK(world.invoked("web-1") == std::vector<std::int32_t>{1, 2, 3, 5});
    for (const auto& call : world.gateway.invocations())
        CHECK(call.target == sync_echo);
    CHECK(world.vcenter.logged_out());
    CHECK_FALSE(std::filesystem::exists(world.state.path() / "journal.db"));
}

TEST_CASE("a function's annotations count in a replay, and the command line wins over them")
{
    replay_world world;
    world.gateway.deploy({"echo",
                          {{"topic", "vm.>"},
                           {"vcenter.filter", "vm LIKE 'web-%'"},
                           {"vcenter.payload", "cloudevents"},
                           {"vcenter.mode", "async"},
                           {"vcenter.retries", "40"}}});
    world.power_on("web-1", 2);
    world.power_on("db-1");
    world.vcenter.post("VmPoweredOffEvent", "web-1");
    CHECK(world.counted()["delivered"].GetUint64() == 3);
    CHECK(world.gateway.invocations().front().target == echo_path);
    CHECK_THAT(world.gateway.invocations().front().body, ContainsSubstring("\"specversion\""));
    CHECK(world.counted({"-topic", "vm.powered.off"})["delivered"].GetUint64() == 1);
    CHECK(world.counted({"-filter", "vm = 'db-1'"})["delivered"].GetUint64() == 1);
    CHECK(world.counted({"-async=false", "-payload", "legacy", "-topic", "vm.powered.off"})["delivered"]
              .GetUint64() == 1);
    CHECK(world.gateway.invocations().back().target == sync_echo);
    CHECK_THAT(world.gateway.invocations().back().body, ContainsSubstring("\"objectName\":\"web-1\""));
    world.gateway.answers(sync_echo, std::vector<unsigned>(20, 500));
    const auto failed = world.counted({"-async=false", "-topic", "vm.powered.off", "-retry-wait", "1ms"});
    CHECK(failed["failed"].GetUint64() == 1);
    CHECK(world.status == 1);
    CHECK(world.gateway.calls(sync_echo) == 4);
}

TEST_CASE("what a function refuses is counted with its reasons, and makes the exit status 1")
{
    replay_world world;
    world.power_on("web-1", 5);
    world.gateway.answers(sync_echo, {400, 200, 400, 200, 422});
    const auto done = world.replay({});
    INFO(done.output);
    CHECK(done.status == 1);
    CHECK_THAT(done.output, ContainsSubstring("2 delivered, 3 failed") && ContainsSubstring("2 x HTTP 400") &&
                                ContainsSubstring("1 x HTTP 422"));
    CHECK_THAT(done.output, ContainsSubstring("The first that failed happened at 2026-01-02T03:04:05"));
}

TEST_CASE("a function that fails all the time ends a replay, which says where to go on")
{
    replay_world world;
    world.power_on("web-1", 500);
    world.gateway.answers(sync_echo, std::vector<unsigned>(5000, 400));
    const auto summary = world.counted();
    CHECK(world.status == 1);
    CHECK_FALSE(summary["complete"].GetBool());
    CHECK_THAT(summary["error"].GetString(), ContainsSubstring("in a row"));
    CHECK(summary["failed"].GetUint64() < 500);
    REQUIRE(summary.HasMember("goOnFrom"));
    world.gateway.server().clear_faults();
    const auto before = world.gateway.invocation_count();
    const auto again =
        world.command({"replay", "-since", summary["goOnFrom"].GetString(), "-function", "echo"});
    INFO(again.output);
    CHECK(again.status == 0);
    CHECK_THAT(again.output, ContainsSubstring("500 delivered, 0 failed"));
    CHECK(world.gateway.invocation_count() == before + 500);
}

TEST_CASE("a dry run shows what would be sent and sends nothing")
{
    replay_world world;
    world.power_on("web-1", 2);
    world.vcenter.post("VmMigratedEvent", "web-1");
    const auto done = world.replay({"-dry-run"});
    CHECK(done.status == 0);
    CHECK(lines_with(done.output, "vm.powered.on") == 2);
    CHECK_THAT(done.output, ContainsSubstring("2 would be sent to echo"));
    CHECK(json_lines(world.replay({"-dry-run", "-json"}).output).size() == 2);
    CHECK(world.gateway.invocation_count() == 0);
}

TEST_CASE("a long history goes through a small journal, and -until ends it")
{
    replay_world world;
    world.vcenter.with([](vcenter_model& model) { model.post_many(6000, 100); });
    CHECK(world.counted({"-order", "none"})["delivered"].GetUint64() == 6000);
    const auto before = world.gateway.invocation_count();
    const auto part = world.counted({"-until", "2026-01-02T03:04:05.999Z", "-order", "none"});
    CHECK(part["complete"].GetBool());
    CHECK(part["read"].GetUint64() == part["matched"].GetUint64());
    CHECK(part["upTo"].GetString() <= std::string("2026-01-02T03:04:05.999Z"));
    CHECK(part["delivered"].GetUint64() < 1100);
    CHECK(world.gateway.invocation_count() == before + part["delivered"].GetUint64());
}

TEST_CASE("an interrupted replay lets what is in flight end and says where to go on")
{
    replay_world world;
    world.gateway.deploy({"echo", {{"topic", "vm.powered.on"}, {"vcenter.order", "strict"}}});
    world.power_on("web-1", 200);
    world.gateway.when(sync_echo).nth(3).fault(faults::stall());
    auto running = world.start({"replay", "-since", "24h", "-function", "echo"});
    REQUIRE(wait_until([&] { return world.gateway.calls(sync_echo) >= 3; }));
    running.signal(SIGINT);
    world.gateway.server().release();
    CHECK(running.wait_exit() == 1);
    INFO(running.output());
    CHECK(running.count_lines("Not complete: interrupted") == 1);
    CHECK(running.count_lines("Go on with -since 2026-01-02T03:04:05.") == 1);
    CHECK(world.vcenter.logged_out());
}

TEST_CASE("replay refuses a function that is not there, asks for nothing, or whose filter is broken")
{
    replay_world world;
    world.gateway.deploy({"quiet", {}});
    world.gateway.deploy({"taker", {{"topic", "!vm.powered.on"}}});
    world.gateway.deploy({"broken", {{"topic", "vm.>"}, {"vcenter.filter", "vm LIKE"}}});
    const auto refused = [&](const std::string& function) {
        const auto done = world.command({"replay", "-since", "1h", "-function", function});
        CHECK(done.status == 1);
        return done.output;
    };
    CHECK_THAT(refused("ecko"), ContainsSubstring("did you mean echo?"));
    CHECK_THAT(refused("echo.elsewhere"), ContainsSubstring("no function"));
    CHECK_THAT(refused("quiet"), ContainsSubstring("-topic"));
    CHECK_THAT(refused("taker"), ContainsSubstring("-topic"));
    CHECK_THAT(refused("broken"), ContainsSubstring("vcenter.filter") && ContainsSubstring("column"));
    CHECK(world.vcenter.logins().empty());
    world.gateway.kill();
    CHECK_THAT(refused("echo"), ContainsSubstring("check that -gateway"));
}

TEST_CASE("replay names every mistake on its line")
{
    replay_world world;
    const auto missing = world.command({"replay"});
    CHECK(missing.status == 2);
    CHECK_THAT(missing.output, ContainsSubstring("flag -since: it is missing") &&
                                   ContainsSubstring("flag -function: it is missing"));
    CHECK_THAT(world.command({"replay", "-since", "soon", "-function", "echo"}).output,
               !ContainsSubstring("it is missing"));
    const auto wrong = world.replay({"-max-attempts", "0", "-topic", "a..b", "-until", "48h", "-flter", "x"});
    CHECK(wrong.status == 2);
    for (const char* part : {"-max-attempts", "flag -topic", "before -since", "did you mean -filter?"})
        CHECK_THAT(wrong.output, ContainsSubstring(part));
}

TEST_CASE("replay reads the simulator, whose cursor sticks, EventEx among its events")
{
    simulator vcenter;
    replay_world world;
    world.set_vcenter_url(vcenter.url());
    world.gateway.deploy({"echo", {{"topic", "com.vmware.>,VmEvent,!vm.powered.on"}}});
    vcenter.control(
        {"post", "EventEx", "-type-id", "com.vmware.cis.tagging.attach", "-argument", "Object=vm1"});
    vcenter.control({"power", "off", "DC0_H0_VM0"});
    auto with = world.environment();
    with["GOVC_USERNAME"] = "user";
    with["GOVC_PASSWORD"] = "pass";
    const auto done =
        run_process(world.line({"replay", "-since", "oldest", "-function", "echo", "-json"}), with);
    INFO(done.output);
    CHECK(done.status == 0);
    std::size_t attached = 0;
    std::size_t off = 0;
    for (const auto& call : world.gateway.invocations()) {
        attached += call.header("X-Topic") == "ex" ? 1U : 0U;
        off += call.header("X-Topic") == "vm.powered.off" ? 1U : 0U;
        CHECK(call.header("X-Topic") != "vm.powered.on");
    }
    CHECK(attached == 1);
    CHECK(off == 1);
}
