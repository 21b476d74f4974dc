// A gateway that is away, refuses, or talks nonsense.
#include "support/connector_run.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

const words every_second{"-rebuild-interval", "1s"};

struct trouble {
    const char* name;
    const char* reported;
    const char* cure;
    fault what;
};

const std::vector<trouble>& troubles()
{
    static const std::vector<trouble> all{
        {"401", "the gateway refuses the credentials", "check basic_auth", faults::html(401)},
        {"HTML", "the answer is not JSON", "check that -gateway is the URL of an OpenFaaS gateway",
         faults::html(200)},
        {"broken JSON", "the answer is not JSON", "check that -gateway",
         faults::answer(200, R"([{"name":"echo",)")},
        {"other JSON", "unexpected JSON", "check that -gateway", faults::answer(200, R"({"error":"no"})")},
        {"301", "redirects elsewhere", "check that -gateway", faults::redirect("https://login.example/")},
    };
    return all;
}

}  // namespace

TEST_CASE("a gateway that goes away and comes back costs no event, repeats none and keeps their order per VM")
{
    scripted_world world;
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    REQUIRE(world.gateway.wait_for_invocations(1));
    connector.wait_for_lines("Invoke function: echo", 1);
    world.gateway.kill();
    for (int round = 0; round < 10; ++round)
        for (const char* vm : {"vm1", "vm2", "vm3"})
            world.power_on(vm);
    connector.wait_for_line("The gateway cannot be used; deliveries are kept and wait");
    world.gateway.revive();
    connector.wait_for_lines("Invoke function: echo", 31);
    connector.wait_for_line("The gateway can be used again");
    CHECK(world.gateway.invocation_count() == 31);
    for (const char* vm : {"vm1", "vm2", "vm3"}) {
        const auto keys = world.invoked(vm);
        CHECK(keys.size() == (std::string(vm) == "vm1" ? 11 : 10));
        CHECK(std::is_sorted(keys.begin(), keys.end(), std::less_equal<>()));
    }
    CHECK(connector.count_lines("The gateway cannot be used") == 1);
    CHECK(connector.count_lines("The gateway can be used again") == 1);
}

TEST_CASE("a gateway that is away at the start costs no event from the start on")
{
    scripted_world world;
    world.gateway.kill();
    auto connector = world.run(every_second);
    connector.wait_for_line(
        "The gateway's function list cannot be read; no event is read before it has been");
    REQUIRE(world.vcenter.wait_for("RetrieveProperties", 1));
    world.power_on("vm1", 3);
    world.vcenter.with([](vcenter_model& model) { model.advance(std::chrono::hours(1)); });
    world.power_on("vm1", 2);
    CHECK(connector.count_lines("Message on topic") == 0);
    world.gateway.revive();
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    connector.wait_for_lines("Invoke function: echo", 6);
    CHECK(world.invoked("vm1") == std::vector<std::int32_t>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("a session that ends while the first list of functions is awaited costs no event")
{
    scripted_world world;
    world.gateway.kill();
    auto connector = world.run(every_second);
    REQUIRE(world.vcenter.wait_for("RetrieveProperties", 1));
    world.power_on("vm1", 5);
    world.vcenter.terminate_sessions();
    world.vcenter.with([](vcenter_model& model) { model.advance(std::chrono::hours(1)); });
    world.gateway.revive();
    connector.wait_for_lines("Invoke function: echo", 5);
    CHECK(world.invoked("vm1") == std::vector<std::int32_t>{1, 2, 3, 4, 5});
}

TEST_CASE(
    "a list of functions that cannot be used is reported once with a cure, and read as soon as it is mended")
{
    const auto index = GENERATE(range(std::size_t{0}, std::size_t{5}));
    const auto& now = troubles().at(index);
    const auto path = GENERATE(as<std::string>(), "/system/namespaces", "/system/functions");
    INFO(now.name << " from " << path);
    scripted_world world;
    world.gateway.when(path).fault(now.what);
    auto connector = world.run(every_second);
    const auto line = connector.wait_for_line("The gateway's function list cannot be read");
    CHECK(line.find(now.reported) != std::string::npos);
    CHECK(line.find(now.cure) != std::string::npos);
    REQUIRE(world.gateway.server().wait_for(path, 2));
    REQUIRE(world.vcenter.wait_for("RetrieveProperties", 1));
    world.power_on("vm1");
    world.gateway.server().clear_faults();
    connector.wait_for_line("The gateway's function list can be read again");
    connector.wait_for_line("Invoke function: echo");
    CHECK(connector.count_lines("The gateway's function list cannot be read") == 1);
}

TEST_CASE("a list of functions that fails later leaves the last one in force")
{
    scripted_world world;
    auto connector = world.run(every_second);
    connector.wait_for_line("Following vCenter");
    world.gateway.when("/system/functions").fault(faults::html(502));
    connector.wait_for_line("The gateway's function list cannot be read; the last one stays in force");
    world.power_on("vm1");
    connector.wait_for_line("Invoke function: echo");
}

TEST_CASE(
    "a body that the queue refuses for its size is a dead letter at once, and the object's next event goes")
{
    scripted_world world;
    world.gateway.when(echo_path).nth(1).fault(faults::answer(500, "nats: maximum payload exceeded\n"));
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1", 2);
    const auto line = connector.wait_for_line("Event not delivered, given up");
    CHECK(line.find("nats: maximum payload exceeded") != std::string::npos);
    const auto size = std::to_string(world.gateway.invocations().at(0).body.size());
    CHECK(line.find("the body has " + size + " bytes") != std::string::npos);
    connector.wait_for_line("Invoke function: echo");
    CHECK(world.invoked("vm1") == std::vector<std::int32_t>{1, 2});
}

TEST_CASE("a redirect is not followed: of a function it is a dead letter, of a gateway an outage")
{
    scripted_world elsewhere;
    scripted_world world;
    world.gateway.when("/function/echo.openfaas-fn")
        .nth(1)
        .fault(faults::redirect(elsewhere.gateway.url() + "/function/echo.openfaas-fn?key=1"));
    auto connector = world.run({"-async=false"});
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1", 2);
    const auto line = connector.wait_for_line("Event not delivered, given up");
    CHECK(line.find("a redirect to " + elsewhere.gateway.url()) != std::string::npos);
    CHECK(line.find("key=1") == std::string::npos);
    connector.wait_for_line("Invoke function: echo");
    CHECK(world.invoked("vm1") == std::vector<std::int32_t>{1, 2});

    world.gateway.when("").fault(faults::redirect(elsewhere.gateway.url()));
    world.power_on("vm1");
    const auto away = connector.wait_for_line("The gateway cannot be used; deliveries are kept and wait");
    CHECK(away.find("a redirect to " + elsewhere.gateway.url()) != std::string::npos);
    world.gateway.server().clear_faults();
    connector.wait_for_line("The gateway can be used again");
    connector.wait_for_lines("Invoke function: echo", 2);
    CHECK(elsewhere.gateway.server().requests().empty());
}

TEST_CASE("a namespace that the gateway refuses to list costs the functions of the others nothing")
{
    const auto refused = "functions is forbidden: cannot list resource in the namespace dev";
    scripted_world world;
    world.gateway.when("/system/namespaces").fault(faults::answer(200, R"(["dev","openfaas-fn"])"));
    world.gateway.when("/system/functions").nth(1).fault(faults::answer(500, refused));
    auto connector = world.run({"-rebuild-interval", "1h"});
    const auto line = connector.wait_for_line("The functions of a namespace cannot be read");
    CHECK(line.find("namespace=dev") != std::string::npos);
    CHECK(line.find("cannot list resource in the namespace dev") != std::string::npos);
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    connector.wait_for_line("Invoke function: echo");

    world.gateway.when("/system/functions").nth(1).fault(faults::answer(500, refused));
    const auto sent = run_process({connector_program, "send", "-gateway", world.gateway.url(), "-topic",
                                   "vm.powered.on", "-function", "x.dev"});
    CHECK(sent.status == 1);
    CHECK(sent.output.find("the functions of the namespace \"dev\" cannot be read and are left out") !=
          std::string::npos);
}

TEST_CASE("functions without annotations or topics are passed over, and others are invoked")
{
    scripted_world world;
    for (const auto form :
         {gateway_function::annotation_form::null, gateway_function::annotation_form::absent}) {
        gateway_function function;
        function.name = form == gateway_function::annotation_form::null ? "null" : "absent";
        function.form = form;
        world.gateway.deploy(function);
    }
    world.gateway.deploy("blank", " , ,\t,, ");
    auto connector = world.run();
    connector.wait_for_line("Syncing topic map functions=1 topics=2");
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    connector.wait_for_line("Invoke function: echo");
    CHECK(world.gateway.invocation_count() == 1);
    CHECK(connector.count_lines("cannot be read") == 0);
}

TEST_CASE("a function that is deployed later is invoked without a restart")
{
    scripted_world world;
    auto connector = world.run(every_second);
    connector.wait_for_line("Following vCenter");
    world.gateway.deploy("late", "VmSuspendedEvent");
    connector.wait_for_line("Syncing topic map functions=2 topics=3");
    world.vcenter.post("VmSuspendedEvent", "vm1");
    connector.wait_for_line("Invoke function: late.openfaas-fn");
}
