// vcenter-connector send: functions are tried without a vCenter.
#include "support/connector_run.hpp"
#include "support/faults.hpp"

#include "vcenter_connector/vsphere/class_table.hpp"

#include <rapidjson/document.h>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

finished_process send(const scripted_gateway& gateway, words arguments)
{
    arguments.insert(arguments.begin(), {connector_program, "send", "-gateway", gateway.url()});
    return run_process(std::move(arguments));
}

rapidjson::Document parsed(const std::string& text)
{
    rapidjson::Document json;
    json.Parse(text.data(), text.size());
    INFO(text);
    REQUIRE(!json.HasParseError());
    return json;
}

}  // namespace

TEST_CASE("send invokes the functions that ask for the event, with what the connector would send")
{
    scripted_gateway gateway;
    gateway.deploy("echo", "vm.powered.on");
    gateway.deploy({"audit", {{"topic", "VmEvent"}, {"vcenter.payload", "cloudevents"}}});
    gateway.deploy({"web", {{"topic", "vm.>"}, {"vcenter.filter", "vm LIKE 'web-%'"}}});
    gateway.deploy("hosts", "host.>");
    const auto done = send(gateway, {"-topic", "vm.powered.on", "-vm", "db-1"});
    INFO(done.output);
    CHECK(done.status == 0);
    CHECK_THAT(done.output, ContainsSubstring("echo.openfaas-fn: 200 in "));
    CHECK_THAT(done.output,
               ContainsSubstring("web.openfaas-fn: its filter holds the event back: the filter is false"));
    const auto calls = gateway.invocations();
    REQUIRE(calls.size() == 2);
    CHECK(calls[0].target == "/function/audit.openfaas-fn");
    CHECK(calls[1].target == "/function/echo.openfaas-fn");
    const auto cloudevent = parsed(calls[0].body);
    CHECK(cloudevent["data"]["Vm"]["Name"].GetString() == std::string("db-1"));
    const auto legacy = parsed(calls[1].body);
    CHECK(legacy["topic"].GetString() == std::string("vm.powered.on"));
    CHECK(legacy["objectName"].GetString() == std::string("db-1"));
}

TEST_CASE("send to one function needs no annotation of it")
{
    scripted_gateway gateway;
    gateway.deploy("hosts", "host.>");
    const auto done = send(gateway, {"-topic", "com.vmware.cis.tagging.attach", "-function", "hosts",
                                     "-payload", "cloudevents-binary"});
    INFO(done.output);
    CHECK(done.status == 0);
    CHECK_THAT(done.output,
               ContainsSubstring("hosts.openfaas-fn does not ask for com.vmware.cis.tagging.attach"));
    REQUIRE(gateway.invocation_count() == 1);
    CHECK(parsed(gateway.invocations()[0].body)["EventTypeId"].GetString() ==
          std::string("com.vmware.cis.tagging.attach"));
    CHECK_THAT(send(gateway, {"-topic", "ex", "-function", "host"}).output,
               ContainsSubstring("did you mean hosts?"));
}

TEST_CASE("send fails when a function fails or nobody asks for the event")
{
    scripted_gateway gateway;
    gateway.deploy("echo", "vm.powered.on");
    gateway.answers("/function/echo.openfaas-fn", {500});
    const auto failed = send(gateway, {"-topic", "vm.powered.on"});
    CHECK(failed.status == 1);
    CHECK_THAT(failed.output, ContainsSubstring("echo.openfaas-fn: 500 (failed) in "));
    const auto nobody = send(gateway, {"-topic", "vm.powered.off"});
    CHECK(nobody.status == 1);
    CHECK_THAT(nobody.output, ContainsSubstring("no function gets vm.powered.off"));
    CHECK_THAT(nobody.output,
               ContainsSubstring("it answers to vm.powered.off, VmPoweredOffEvent, VmEvent, Event"));
    CHECK(send(gateway, {"-topic", "vm.powered.on", "-function", "absent"}).status == 1);
    gateway.kill();
    const auto away = send(gateway, {"-topic", "vm.powered.on"});
    CHECK(away.status == 1);
    CHECK_THAT(away.output, ContainsSubstring("check that -gateway"));
}

TEST_CASE("a dry run prints the request and sends nothing")
{
    scripted_gateway gateway;
    gateway.deploy({"audit", {{"topic", "VmEvent"}, {"vcenter.payload", "veba"}}});
    const auto done = send(gateway, {"-topic", "vm.powered.on", "-dry-run", "-json"});
    CHECK(done.status == 0);
    const auto request = parsed(done.output);
    CHECK(request["url"].GetString() == gateway.url() + "/function/audit.openfaas-fn");
    CHECK(parsed(request["body"].GetString())["subject"].GetString() == std::string("VmPoweredOnEvent"));
    CHECK(gateway.invocation_count() == 0);
}

TEST_CASE("a dry run without a gateway is valid in every dialect, for classes all over the table")
{
    for (const char* dialect : {"legacy", "cloudevents", "cloudevents-binary", "veba", "vspheresource"})
        for (std::size_t i = 0; i < vsphere::event_class_count(); i += 60) {
            const std::string name(vsphere::event_class_at(i).name());
            INFO(name << " " << dialect);
            const auto done = run_process(
                {connector_program, "send", "-dry-run", "-json", "-topic", name, "-payload", dialect});
            REQUIRE(done.status == 0);
            CHECK(parsed(parsed(done.output)["body"].GetString()).IsObject());
        }
}

TEST_CASE("send tells every mistake on its command line")
{
    const auto refused = [](words arguments) {
        arguments.insert(arguments.begin(), {connector_program, "send"});
        const auto done = run_process(std::move(arguments));
        CHECK(done.status == 2);
        return done.output;
    };
    CHECK_THAT(refused({}), ContainsSubstring("flag -topic: it is missing"));
    CHECK_THAT(refused({"-topic", "vm.powerd.on"}), ContainsSubstring("did you mean vm.powered.on?"));
    CHECK_THAT(refused({"-topic", "vm.>"}), ContainsSubstring("is a pattern"));
    const auto two = refused({"-topic", "vm.powered.on", "-set", "vmm.name=x", "-set", "novalue"});
    CHECK_THAT(two, ContainsSubstring("did you mean vm?"));
    CHECK_THAT(two, ContainsSubstring("\"novalue\" is no MEMBER=VALUE"));
}

TEST_CASE("of a large answer send shows the beginning, and says that it was cut")
{
    for (const std::size_t size : {10'000U, 20'000U, 400'000U}) {
        INFO(size);
        scripted_gateway gateway;
        gateway.deploy("echo", "vm.powered.on");
        gateway.when("/function/echo.openfaas-fn")
            .fault(faults::answer(200, "the beginning" + std::string(size, 'x')));
        const auto text = send(gateway, {"-topic", "vm.powered.on"}).output;
        const auto json = parsed(send(gateway, {"-topic", "vm.powered.on", "-json"}).output);
        REQUIRE(json.HasMember("answerCut"));
        const bool cut = size > 16'384;
        CHECK_THAT(text, ContainsSubstring("  the beginningxxx"));
        CHECK((text.find("longer answer") != std::string::npos) == cut);
        CHECK(json["answerCut"].GetBool() == cut);
        CHECK(std::string(json["answer"].GetString()).size() == (cut ? 16'384 : size + 13));
    }
}

TEST_CASE("hostile answers of functions reach no terminal, and credentials are not shown")
{
    scripted_gateway gateway({"admin", "s3cret-word"});
    gateway.deploy("echo", "vm.powered.on");
    temporary_folder secrets;
    secrets.write("basic-auth-user", "admin");
    secrets.write("basic-auth-password", "s3cret-word");
    const variables access{{"basic_auth", "true"}, {"secret_mount_path", secrets.path().string()}};
    const words base{connector_program, "send",          "-gateway", gateway.url(),
                     "-topic",          "vm.powered.on", "-vm",      "db"};
    auto dry = base;
    dry.push_back("-dry-run");
    const auto shown = run_process(dry, access);
    INFO(shown.output);
    CHECK(shown.status == 0);
    CHECK_THAT(shown.output, ContainsSubstring("X-Topic: vm.powered.on"));
    CHECK(shown.output.find("Authorization") == std::string::npos);
    CHECK(shown.output.find("s3cret") == std::string::npos);
    gateway.when("/function/echo.openfaas-fn")
        .fault(faults::raw("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\nred \x1b[31m\nsecond"));
    const auto sent = run_process(base, access);
    INFO(sent.output);
    CHECK(sent.status == 0);
    CHECK_THAT(sent.output, ContainsSubstring("  red \\x1b[31m\n  second\n"));
    CHECK(sent.output.find('\x1b') == std::string::npos);
    CHECK(gateway.invocations().at(0).header("Authorization").empty());
}
