// Which function gets which event: a pattern and a filter of every kind, on the simulator.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include <rapidjson/document.h>

#include <csignal>
#include <map>
#include <set>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

struct subscription {
    std::string name;
    std::string topic;
    std::string filter;
    std::multiset<std::string> wanted;  // what `label_of` makes of events
};

const std::string host_vm = "DC0_H0_VM0";
const std::string cluster_vm = "DC0_C0_RP0_VM0";
const std::string on_host = "VmPoweredOnEvent " + host_vm;
const std::string on_cluster = "VmPoweredOnEvent " + cluster_vm;
const std::string by_drs = "DrsVmPoweredOnEvent " + host_vm;
const std::string tagged = "com.vmware.cis.tagging.attach";
const std::string problem = "esx.problem.storage";
const std::string connected = "HostConnectedEvent";

const std::vector<subscription> subscriptions{
    {"topic", "vm.powered.on", "", {on_host, on_cluster}},
    {"class", "VmPoweredOnEvent", "", {on_host, on_cluster, by_drs}},
    {"ancestor", "VmEvent, vm.powered.on", "", {on_host, on_cluster, by_drs}},
    {"type-id", "esx.problem.storage", "", {problem}},
    {"star", "*.vm.*.on", "", {by_drs}},
    {"rest", "com.vmware.>, host.>", "", {tagged, connected}},
    {"taken-away", ">, !VmEvent, !ex, !SessionEvent", "", {connected}},
    {"taken-by-star", "!*.powered.on, VmEvent", "", {by_drs}},
    {"one-bad-part", "vm.po*, host.connected", "", {connected}},
    {"by-object", "VmEvent", "vm = '" + host_vm + "' AND datacenter = 'DC0'", {on_host, by_drs}},
    {"like", "VmEvent", "vm LIKE 'DC0\\_C0%' AND user NOT LIKE '%vpxd-extension%'", {on_cluster}},
    {"severity", "ex", "severity = 'error'", {problem}},
    {"in", ">, !SessionEvent", "topic IN ('host.connected', 'vm.powered.off')", {connected}},
    {"function", ">, !SessionEvent", "EXISTS vm AND UPPER(LEFT(vm, 6)) = 'DC0_H0'", {on_host, by_drs}},
    {"extension", ">, !SessionEvent", "eventclass = 'eventex' AND NOT (subject LIKE 'esx.%')", {tagged}},
    {"not-true", "host.connected", "vm = 'none'", {}},
    {"broken", ">", "vm = = 'x'", {}},
    {"only-taken-away", "!vm.powered.on", "", {}},
};

// From the payload `cloudevents`: class or eventTypeId, and the VM where there is one.
std::string label_of(const std::string& body)
{
    rapidjson::Document json;
    json.Parse(body);
    REQUIRE_FALSE(json.HasParseError());
    std::string label = json["subject"].GetString();
    const auto& vm = json["data"]["Vm"];
    return vm.IsObject() && label.find("Vm") != std::string::npos ? label + " " + vm["Name"].GetString()
                                                                  : label;
}

void deploy_all(scripted_gateway& gateway)
{
    for (const auto& each : subscriptions) {
        gateway_function made;
        made.name = each.name;
        made.annotations = {{"topic", each.topic}, {"vcenter.payload", "cloudevents"}};
        if (!each.filter.empty())
            made.annotations["vcenter.filter"] = each.filter;
        gateway.deploy(made);
    }
}

void post_all(const simulator& vcenter)
{
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", host_vm});
    vcenter.control({"post", "VmPoweredOnEvent", "-vm", cluster_vm});
    vcenter.control({"post", "DrsVmPoweredOnEvent", "-vm", host_vm});
    vcenter.control({"post", "EventEx", "-type-id", tagged, "-argument", "Object=" + host_vm});
    vcenter.control({"post", "EventEx", "-type-id", problem, "-severity", "error"});
    vcenter.control({"post", "HostConnectedEvent"});
}

}  // namespace

TEST_CASE("patterns and filters of every kind get exactly the events that they ask for")
{
    simulator vcenter;
    scripted_gateway gateway;
    deploy_all(gateway);
    auto connector = run_connector(vcenter.url(), gateway.url(), {"-log-level", "debug", "-state", "none"});
    connector.wait_for_line("Following vCenter");
    CHECK(connector.count_lines("Syncing topic map functions=16") == 1);
    CHECK(connector.count_lines("function=broken.openfaas-fn annotation=vcenter.filter") == 1);
    CHECK(connector.count_lines("function=one-bad-part.openfaas-fn annotation=topic value=vm.po*") == 1);
    CHECK(connector.count_lines("function=only-taken-away.openfaas-fn annotation=topic") == 1);
    post_all(vcenter);

    std::size_t wanted = 0;
    for (const auto& each : subscriptions)
        wanted += each.wanted.size();
    REQUIRE(gateway.wait_for_invocations(wanted));
    connector.wait_for_line("Message on topic: host.connected");
    connector.signal(SIGTERM);  // what has been read is delivered before it ends
    CHECK(connector.wait_exit() == 0);

    std::map<std::string, std::multiset<std::string>> received;
    for (const auto& each : gateway.invocations())
        received[each.target].insert(label_of(each.body));
    for (const auto& each : subscriptions) {
        INFO(each.name << ": " << each.topic << " | " << each.filter);
        CHECK(received["/async-function/" + each.name + ".openfaas-fn"] == each.wanted);
    }
    CHECK(gateway.invocation_count() == wanted);
    CHECK(connector.count_lines("function=not-true.openfaas-fn filter=\"vm = 'none'\" "
                                "reason=\"MissingAttributeError") == 1);
}
