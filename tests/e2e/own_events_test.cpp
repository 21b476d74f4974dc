// The connector's own sessions on the simulator, which makes events of logins and logouts as vCenter does.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

// What the events say of the programs whose sessions they are about.
std::vector<std::string> user_agents(const scripted_gateway& gateway)
{
    std::vector<std::string> agents;
    for (const auto& each : gateway.invocations()) {
        rapidjson::Document json;
        json.Parse(each.body);
        REQUIRE(json.IsObject());
        REQUIRE(json["data"].HasMember("UserAgent"));
        agents.emplace_back(json["data"]["UserAgent"].GetString());
    }
    return agents;
}

std::size_t ours(const std::vector<std::string>& agents)
{
    return static_cast<std::size_t>(std::count_if(agents.begin(), agents.end(), [](const std::string& agent) {
        return agent.starts_with("vcenter-connector/");
    }));
}

// Two runs, and a session of somebody else in each.
std::vector<std::string> agents_of_two_runs(const words& flags)
{
    simulator vcenter;
    scripted_gateway gateway;
    temporary_folder state;
    gateway_function audit;
    audit.name = "audit";
    audit.annotations = {{"topic", "SessionEvent"}, {"vcenter.payload", "cloudevents"}};
    gateway.deploy(std::move(audit));
    auto environment = login_of();
    environment["STATE_DIRECTORY"] = state.path();
    for (int run = 0; run < 2; ++run) {
        auto connector = run_connector(vcenter.url(), gateway.url(), flags, environment);
        connector.wait_for_line("Following vCenter");
        const auto before = gateway.invocation_count();
        vcenter.control({"power", "off", "DC0_H0_VM0"});
        vcenter.control({"power", "on", "DC0_H0_VM0"});
        CHECK(gateway.wait_for_invocations(before + 4));
        connector.signal(SIGTERM);
        CHECK(connector.wait_exit() == 0);
    }
    return user_agents(gateway);
}

}  // namespace

TEST_CASE("a function on session events hears of everybody's sessions but the connector's")
{
    const auto agents = agents_of_two_runs({});
    CHECK(agents.size() == 8);
    CHECK(ours(agents) == 0);
}

TEST_CASE("with -ignore-own-events=false it hears of the connector's, too")
{
    // The first session ends, and the second one begins, before the second run reads.
    CHECK(ours(agents_of_two_runs({"-ignore-own-events=false"})) >= 1);
}
