// Payload dialects through the whole program: settings, annotations, journal, gateway.
#include "vcenter_connector/events/origin.hpp"

#include "support/connector_run.hpp"
#include "support/wait_until.hpp"

#include <rapidjson/document.h>

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

gateway_function asking(std::string name, std::map<std::string, std::string> annotations)
{
    gateway_function function;
    function.name = std::move(name);
    function.annotations = std::move(annotations);
    function.annotations.try_emplace("topic", "vm.powered.on");
    return function;
}

server_request invocation_of(const scripted_gateway& gateway, const std::string& function)
{
    server_request found;
    REQUIRE(wait_until([&] {
        for (const auto& each : gateway.invocations())
            if (each.path() == "/async-function/" + function + ".openfaas-fn") {
                found = each;
                return true;
            }
        return false;
    }));
    return found;
}

rapidjson::Document json(const std::string& text)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
    REQUIRE(document.IsObject());
    return document;
}

bool has_attributes(const server_request& request)
{
    for (const auto& each : request.headers)
        if (each.name.rfind("ce-", 0) == 0)
            return true;
    return false;
}

// One function for each dialect, and one that says nothing.
struct dialect_world : scripted_world {
    dialect_world()
    {
        gateway.remove("echo");
        for (const auto* name : {"legacy", "cloudevents", "cloudevents-binary", "veba", "vspheresource"})
            gateway.deploy(asking(name, {{"vcenter.payload", name}}));
        gateway.deploy(asking("plain", {}));
    }
    void check_all(const std::string& id) const;
};

const std::string vm_name = "web-1 \"caf\xC3\xA9\"";

void dialect_world::check_all(const std::string& id) const
{
    const auto legacy = invocation_of(gateway, "legacy");
    CHECK(json(legacy.body)["objectName"].GetString() == vm_name);
    CHECK(legacy.header("Content-Type") == "application/json");
    CHECK_FALSE(has_attributes(legacy));

    const auto structured = invocation_of(gateway, "cloudevents");
    const auto event = json(structured.body);
    CHECK(event["id"].GetString() == id);
    CHECK(event["type"] == "com.vmware.vsphere.VmPoweredOnEvent.v0");
    CHECK(event["data"]["Vm"]["Name"].GetString() == vm_name);
    CHECK(event["vsphereapiversion"] == "8.0.2.0");
    CHECK(event["source"].GetString() ==
          "http://" + std::string(json(legacy.body)["source"].GetString()) + "/sdk");
    CHECK(structured.header("Content-Type") == "application/cloudevents+json");
    CHECK_FALSE(has_attributes(structured));

    const auto binary = invocation_of(gateway, "cloudevents-binary");
    CHECK(binary.header("ce-id") == id);
    CHECK(binary.header("ce-type") == "com.vmware.vsphere.VmPoweredOnEvent.v0");
    CHECK(binary.header("ce-partitionkey") == event["partitionkey"].GetString());
    CHECK(binary.header("ce-time") == event["time"].GetString());
    CHECK(binary.header("Content-Type") == "application/json");
    CHECK_THAT(structured.body, ContainsSubstring("\"data\":" + binary.body));

    const auto veba = invocation_of(gateway, "veba");
    CHECK(json(veba.body)["type"] == "com.vmware.event.router/event");
    CHECK(veba.header("Content-Type").empty());
    events::event_origin origin;
    origin.instance_uuid = id.substr(0, id.find('/'));
    CHECK(json(veba.body)["id"].GetString() ==
          events::event_uuid(origin, std::stoi(id.substr(id.find('/') + 1))));

    const auto knative = invocation_of(gateway, "vspheresource");
    CHECK(knative.header("ce-id") == id.substr(id.find('/') + 1));
    CHECK(knative.header("ce-subject").empty());
    CHECK(knative.body == binary.body);

    for (const auto& each : gateway.invocations()) {
        CHECK(each.header("X-Event-Id") == id);
        CHECK(each.header("X-Topic") == "vm.powered.on");
        CHECK(each.header("X-Connector") == "vcenter-connector");
    }
}

}  // namespace

TEST_CASE("each function gets the dialect that its annotation names, and legacy without one")
{
    dialect_world world;
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    const auto key = world.vcenter.post("VmPoweredOnEvent", vm_name);
    REQUIRE(world.gateway.wait_for_invocations(6));
    world.check_all("8d1e2b6a-5f0f-4f5e-9f4b-1c2d3e4f5a6b/" + std::to_string(key));
    CHECK(invocation_of(world.gateway, "plain").body == invocation_of(world.gateway, "legacy").body);
    CHECK(connector.count_lines("Message on topic: vm.powered.on") == 1);
}

TEST_CASE("the flags -payload and -content-type count where a function says nothing")
{
    scripted_world world;
    world.gateway.deploy(asking("typed", {{"vcenter.content-type", "application/json; charset=utf-8"}}));
    world.gateway.deploy(asking("untyped", {{"vcenter.content-type", ""}}));
    world.gateway.deploy(asking("old", {{"vcenter.payload", "legacy"}}));
    auto connector = world.run({"-payload", "cloudevents", "-content-type", "application/json"});
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    REQUIRE(world.gateway.wait_for_invocations(4));
    const auto echo = invocation_of(world.gateway, "echo");
    CHECK(json(echo.body)["specversion"] == "1.0");
    CHECK(echo.header("Content-Type") == "application/json");
    const auto typed = invocation_of(world.gateway, "typed");
    CHECK(typed.body == echo.body);
    CHECK(typed.header("Content-Type") == "application/json; charset=utf-8");
    CHECK(invocation_of(world.gateway, "untyped").header("Content-Type").empty());
    CHECK(json(invocation_of(world.gateway, "old").body)["topic"] == "vm.powered.on");
}

TEST_CASE("what was committed before a restart is delivered with its headers")
{
    const auto signal = GENERATE(SIGTERM, SIGKILL);
    dialect_world world;
    std::int32_t key = 0;
    {
        auto connector = world.run();
        connector.wait_for_line("Following vCenter");
        world.gateway.kill();
        key = world.vcenter.post("VmPoweredOnEvent", vm_name);
        connector.wait_for_line("The gateway cannot be used");
        connector.signal(signal);
        connector.wait_exit();
    }
    world.gateway.revive();
    auto connector = world.run();
    REQUIRE(world.gateway.wait_for_invocations(6));
    world.check_all("8d1e2b6a-5f0f-4f5e-9f4b-1c2d3e4f5a6b/" + std::to_string(key));
}

TEST_CASE("a dead letter shows the headers that its function was sent, and takes them along when redelivered")
{
    scripted_world world;
    world.gateway.remove("echo");
    world.gateway.deploy(asking("broken", {{"vcenter.payload", "cloudevents-binary"}}));
    world.gateway.answers("/async-function/broken.openfaas-fn", {400});
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    const auto dead_letters = [&](words arguments) {
        arguments.insert(arguments.begin(), {connector_program, "dead-letters"});
        return run_process(std::move(arguments), {{"STATE_DIRECTORY", world.state.path()}}).output;
    };
    REQUIRE(wait_until([&] {
        return dead_letters({"list", "-json"}).find("\"id\":1,") != std::string::npos;
    }));
    CHECK_THAT(dead_letters({"show", "1"}),
               ContainsSubstring("  ce-type: com.vmware.vsphere.VmPoweredOnEvent.v0\n"));
    const auto letter = json(dead_letters({"show", "-json", "1"}));
    CHECK(letter["headers"]["ce-specversion"] == "1.0");
    CHECK(dead_letters({"redeliver", "1"}) != "");
    REQUIRE(world.gateway.wait_for_invocations(2));
    CHECK(world.gateway.invocations().at(0).headers == world.gateway.invocations().at(1).headers);
}
