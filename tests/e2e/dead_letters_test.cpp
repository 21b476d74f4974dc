// vcenter-connector dead-letters, beside a connector that runs.
#include "support/connector_run.hpp"
#include "support/wait_until.hpp"

#include <rapidjson/document.h>

#include <csignal>
#include <memory>
#include <sstream>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// Two functions refuse what they get: "broken" with 400, "strict" with 422.
struct refusing_world : scripted_world {
    refusing_world()
    {
        gateway.deploy("broken", "vm.powered.on");
        gateway.deploy("strict", "vm.powered.off");
        gateway.remove("echo");
        refuse("broken", 400);
        refuse("strict", 422);
        connector.reset(new child_process(run({"-max-attempts", "2"})));
        connector->wait_for_line("Following vCenter");
    }
    void refuse(const std::string& function, unsigned status)
    {
        gateway.answers("/async-function/" + function + ".openfaas-fn", std::vector<unsigned>(20, status));
    }
    finished_process dead_letters(words arguments)
    {
        arguments.insert(arguments.begin(), {connector_program, "dead-letters"});
        return run_process(std::move(arguments), {{"STATE_DIRECTORY", state.path()}});
    }
    std::vector<rapidjson::Document> listed(words arguments = {})
    {
        arguments.insert(arguments.begin(), {"list", "-json"});
        std::istringstream lines(dead_letters(std::move(arguments)).output);
        std::vector<rapidjson::Document> all;
        for (std::string line; std::getline(lines, line);) {
            all.emplace_back().Parse(line.c_str());
            REQUIRE(all.back().IsObject());
        }
        return all;
    }

    /// A letter is written down after the line in the log.
    void wait_for_letters(std::size_t count)
    {
        REQUIRE(wait_until([&] { return listed().size() == count; }));
    }

    std::unique_ptr<child_process> connector;
};

std::string text(const rapidjson::Document& letter, const char* member)
{
    return letter[member].GetString();
}

}  // namespace

TEST_CASE("dead letters are listed, shown and filtered while the connector runs")
{
    refusing_world world;
    CHECK(world.dead_letters({"list"}).output == "No dead letters.\n");
    world.power_on("vm1", 2);
    world.vcenter.post("VmPoweredOffEvent", "vm2");
    world.wait_for_letters(3);

    CHECK(world.listed({"-function", "broken"}).size() == 2);
    CHECK(world.listed({"-function", "broken.openfaas-fn", "-topic", "vm.powered.on"}).size() == 2);
    CHECK(world.listed({"-function", "broken", "-topic", "vm.powered.off"}).empty());
    CHECK(world.listed({"-reason", "HTTP 422"}).size() == 1);
    CHECK(world.listed({"-older-than", "1h"}).empty());
    CHECK(world.listed({"-newer-than", "1h"}).size() == 3);

    const auto off = world.listed({"-topic", "vm.powered.off"});
    REQUIRE(off.size() == 1);
    CHECK(text(off[0], "function") == "strict");
    CHECK(text(off[0], "namespace") == "openfaas-fn");
    CHECK_THAT(text(off[0], "event"), ContainsSubstring("/3"));
    const auto id = std::to_string(off[0]["id"].GetInt64());
    const auto shown = world.dead_letters({"show", id});
    CHECK(shown.status == 0);
    CHECK_THAT(shown.output, ContainsSubstring("HTTP 422"));
    CHECK_THAT(shown.output, ContainsSubstring("\"topic\":\"vm.powered.off\""));
    rapidjson::Document json;
    json.Parse(world.dead_letters({"show", id, "-json"}).output.c_str());
    REQUIRE(json.IsObject());
    REQUIRE(json["attempts"].Size() == 1);
    CHECK(json["attempts"][0]["status"].GetUint() == 422);
    CHECK_THAT(json["body"].GetString(), ContainsSubstring("\"objectName\":\"vm2\""));
}

TEST_CASE("a dead letter that is redelivered reaches its function with the id it had")
{
    refusing_world world;
    world.power_on("vm1", 2);
    world.wait_for_letters(2);
    world.gateway.server().clear_faults();
    const auto done = world.dead_letters({"redeliver", "-function", "broken"});
    CHECK(done.status == 0);
    CHECK(done.output == "2 back in the queue.\n");
    world.connector->wait_for_lines("Invoke function: broken", 2);
    CHECK(world.listed().empty());
    CHECK(world.invoked("vm1") == std::vector<std::int32_t>{1, 2, 1, 2});
}

TEST_CASE("dead letters outlive the connector, and those redelivered while it is stopped go out at its start")
{
    refusing_world world;
    world.power_on("vm1", 3);
    world.connector->wait_for_lines("Event not delivered, given up", 3);
    world.connector->signal(SIGTERM);
    CHECK(world.connector->wait_exit() == 0);
    world.gateway.server().clear_faults();

    const auto all = world.listed();
    REQUIRE(all.size() == 3);
    const auto id = [&](std::size_t i) { return std::to_string(all[i]["id"].GetInt64()); };
    CHECK(world.dead_letters({"drop", id(0)}).output == "1 dropped.\n");
    CHECK(world.dead_letters({"redeliver", id(1)}).output == "1 back in the queue.\n");
    CHECK(world.dead_letters({"redeliver", id(1)}).status == 1);
    CHECK(world.dead_letters({"show", id(0)}).status == 1);

    auto again = world.run();
    again.wait_for_lines("Invoke function: broken", 1);
    CHECK(world.listed().size() == 1);
    again.signal(SIGTERM);
    CHECK(again.wait_exit() == 0);
    CHECK(again.count_lines("Stopped delivered=1") == 1);
}

TEST_CASE("the oldest dead letters go when there are too many, and the log counts them")
{
    scripted_world world;
    world.gateway.answers(echo_path, std::vector<unsigned>(20, 400));
    auto connector = world.run({"-dead-letters-max", "3"});
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1", 5);
    connector.wait_for_lines("Event not delivered, given up", 5);
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    CHECK(connector.count_lines("Dead letters dropped") >= 1);
    const auto list = run_process({connector_program, "dead-letters", "list", "-json"},
                                  {{"STATE_DIRECTORY", world.state.path()}});
    CHECK(std::count(list.output.begin(), list.output.end(), '\n') == 3);
    CHECK_THAT(list.output, !ContainsSubstring("/1\""));
}

TEST_CASE("wrong words after dead-letters are refused with what would be right")
{
    const auto refused = [](words arguments) {
        arguments.insert(arguments.begin(), {connector_program, "dead-letters"});
        const auto end = run_process(std::move(arguments));
        CHECK(end.status == 2);
        return end.output;
    };
    CHECK_THAT(refused({}), ContainsSubstring("list, show, redeliver or drop"));
    CHECK_THAT(refused({"drop"}), ContainsSubstring("-all"));
    CHECK_THAT(refused({"redeliver", "-json"}), ContainsSubstring("-all"));
    for (const auto* flag : {"-function", "-topic", "-reason", "-older-than"})
        CHECK_THAT(refused({"drop", flag, ""}), ContainsSubstring("is empty"));
    CHECK_THAT(refused({"show"}), ContainsSubstring("one id"));
    CHECK_THAT(refused({"show", "12x"}), ContainsSubstring("\"12x\" is no id"));
    CHECK_THAT(refused({"drop", "5", "-all"}), ContainsSubstring("either ids or restrictions"));
    CHECK_THAT(refused({"list", "-older-than", "soon"}), ContainsSubstring("90m"));
    CHECK_THAT(refused({"list", "-funktion", "a"}), ContainsSubstring("did you mean -function?"));
    CHECK(run_process({connector_program, "dead-letters", "-help"}).status == 0);
    const auto nothing =
        run_process({connector_program, "dead-letters", "list", "-state-dir", "/nonexistent"});
    CHECK(nothing.status == 1);
    CHECK_THAT(nothing.output, ContainsSubstring("-state-dir"));
}
