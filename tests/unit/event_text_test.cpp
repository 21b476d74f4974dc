// How events look in the commands that show them.
#include "../../src/commands/event_text.hpp"

#include "support/catch.hpp"
#include "support/event_builder.hpp"

#include <rapidjson/document.h>

using namespace vcenter_connector;
using Catch::Matchers::ContainsSubstring;
using commands::event_json;
using commands::event_line;
using test::event_builder;

namespace {

events::event_origin origin()
{
    return {"vc", "https://vc/sdk", "uuid", "8.0", {{"VmPoweredOnEvent", "info"}}};
}

vsphere::event powered_on(std::string_view vm, std::string_view message = "it is on")
{
    return event_builder("VmPoweredOnEvent")
        .created("2026-11-20T07:30:02.644123Z")
        .text("userName", "user")
        .argument("vm", vm, "VirtualMachine", "vm-1", "vm")
        .text("fullFormattedMessage", message)
        .finish();
}

}  // namespace

TEST_CASE("an event is a line of aligned columns for people", "[app]")
{
    CHECK(event_line(powered_on("web-1"), origin()) == "2026-11-20T07:30:02.644Z  info     vm.powered.on     "
                                                       "              web-1                 user        "
                                                       "      it is on\n");
    const auto umlauts = event_line(powered_on("w\u00e4\u00f6-1"), origin());
    CHECK(umlauts.find("w\u00e4\u00f6-1               ") != std::string::npos);
}

TEST_CASE("an EventEx is called by its type id and has its own severity, and what is missing is a dash",
          "[app]")
{
    const auto event = event_builder("EventEx")
                           .created("2026-11-20T07:30:02Z")
                           .text("eventTypeId", "com.vmware.x")
                           .text("severity", "warning")
                           .text("objectName", "tag-1")
                           .finish();
    CHECK(event_line(event, origin()) == "2026-11-20T07:30:02.000Z  warning  com.vmware.x                    "
                                         "tag-1                 -           "
                                         "      -\n");
    rapidjson::Document json;
    json.Parse(event_json(event, origin()).c_str());
    REQUIRE(json.IsObject());
    CHECK(std::string(json["eventTypeId"].GetString()) == "com.vmware.x");
    CHECK(std::string(json["topic"].GetString()) == "ex");
}

TEST_CASE("a hostile event is one line, for people and for machines", "[app]")
{
    const auto event = powered_on("a\nb\x1B[2J\xFF", std::string(100'000, '\n'));
    const auto line = event_line(event, origin());
    CHECK(line.find('\n') == line.size() - 1);
    CHECK(line.find('\x1B') == std::string::npos);
    CHECK(line.size() < 10'000);
    const auto json = event_json(event, origin());
    CHECK(json.find('\n') == json.size() - 1);
    rapidjson::Document parsed;
    parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.c_str());
    CHECK(parsed.IsObject());
}

TEST_CASE("an invocation is shown as headers, an empty line, and the body", "[app]")
{
    const store::event_record record{"uuid/7", "vm.powered.on", "vm-1",
                                     "{}",     "text/plain",    {{"ce-id", "uuid/7"}}};
    CHECK(commands::invocation_text(record) ==
          "Content-Type: text/plain\nX-Topic: vm.powered.on\n"
          "X-Connector: vcenter-connector\nX-Event-Id: uuid/7\nce-id: uuid/7\n"
          "\n{}\n\n");
    CHECK(commands::invocation_json(record) ==
          "{\"headers\":{\"Content-Type\":\"text/plain\",\"X-Topic\":\"vm.powered.on\",\"X-Connector\":"
          "\"vcenter-connector\",\"X-Event-Id\":\"uuid/7\",\"ce-id\":\"uuid/7\"},\"body\":\"{}\"}\n");
}
