// A VM may be called anything.
#include "support/connector_run.hpp"

#include <rapidjson/document.h>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

const words odd_names{
    "it's \"quoted\" <b>&amp; \\n",
    "two\nlines level=error time=2026-01-01T00:00:00Z ERROR forged",
    "return\rand tab\tand bell\x07",
    "\x1b[31mred\x1b[0m \x7f",
    "emoji \xF0\x9F\x9A\x80 \xE6\x97\xA5\xE6\x9C\xAC",
    "separators \xE2\x80\xA8 forged \xE2\x80\xA9 \xC2\x85 forged",
    "right to left \xE2\x80\xAE txt.exe",
    " blanks around ",
    "{\"json\":true}",
    "%s%n%d {} {0}",
    std::string(80'000, 'n'),
};

}  // namespace

TEST_CASE("whatever a VM is called, the function gets valid JSON with that name and the log one line")
{
    const auto format = GENERATE(as<std::string>(), "text", "json");
    scripted_world world;
    auto connector = world.run({"-log-format", format});
    connector.wait_for_line("Following vCenter");
    for (const auto& name : odd_names)
        world.power_on(name);
    REQUIRE(world.gateway.wait_for_invocations(odd_names.size()));
    words received(odd_names.size());
    for (const auto& each : world.gateway.invocations()) {
        rapidjson::Document json;
        json.Parse(each.body);
        REQUIRE_FALSE(json.HasParseError());
        received.at(static_cast<std::size_t>(event_key(each)) - 1) = json["objectName"].GetString();
    }
    for (std::size_t i = 0; i < odd_names.size(); ++i)
        CHECK(received[i] == odd_names[i]);

    connector.wait_for_lines("Invoke function: echo", odd_names.size());
    CHECK(connector.count_lines("Message on topic: vm.powered.on") == odd_names.size());
    std::size_t lines = 0;
    for (const auto* word :
         {"Message on topic", "Invoke function", "Syncing topic map", "Following vCenter",
          "Starting vcenter-connector", "over http the password can be read", "The journal is open",
          "There is no checkpoint for this vCenter", "The clocks of vCenter and of this"})
        lines += connector.count_lines(word);
    CHECK(lines == connector.line_count());
    const auto output = connector.output();
    CHECK(output.find('\x1b') == std::string::npos);
    CHECK(output.find('\r') == std::string::npos);
    CHECK(output.size() < 20'000);
}

TEST_CASE("an event without any argument and one of an unknown class are passed on")
{
    scripted_world world;
    world.gateway.deploy("odd", "brand.new.thing,vm.powered.on");
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    posted_event unknown;
    unknown.class_name = "BrandNewThingEvent";
    unknown.members = "<thing><deep><deeper>1</deeper></deep></thing>";
    world.vcenter.post(unknown);
    world.vcenter.post("VmPoweredOnEvent");
    connector.wait_for_lines("Invoke function: odd", 2);
    const auto body = world.gateway.invocations().at(0).body;
    rapidjson::Document json;
    json.Parse(body);
    CHECK_FALSE(json.HasParseError());
    CHECK_FALSE(json.HasMember("objectName"));
}
