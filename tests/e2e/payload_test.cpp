// The legacy payload of every event class against what the Go connector would have sent, byte for byte. vcctl
// knows that by itself: it shares no code with the connector.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include "vcenter_connector/events/topic.hpp"

#include <set>
#include <sstream>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

TEST_CASE("each event class that the simulator can post invokes its function with the Go connector's payload")
{
    simulator vcenter;
    scripted_gateway gateway;
    std::istringstream classes(vcenter.control({"classes"}));
    std::string topics;
    std::size_t count = 0;
    for (std::string name; classes >> name; ++count)
        topics += events::topic_of(name) + ", ";
    REQUIRE(count >= 443);
    gateway.deploy("everything", topics);
    auto connector = run_connector(vcenter.url(), gateway.url());
    connector.wait_for_line("Following vCenter");
    vcenter.control({"post", "*"});

    std::map<std::int32_t, std::string> wanted;
    std::set<std::string> posted;
    std::istringstream lines(vcenter.control({"payloads", "-source", vcenter.endpoint().authority()}));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells(line);
        std::string key, name;
        std::getline(cells, key, '\t');
        std::getline(cells, name, '\t');
        std::getline(cells, wanted[std::stoi(key)]);
        posted.insert(name);
    }
    REQUIRE(posted.size() >= count);

    std::set<std::string> received;
    REQUIRE(wait_until([&] {
        for (const auto& each : gateway.invocations())
            received.insert(std::string(each.header("X-Topic")));
        return received.size() >= count;
    }));
    for (const auto& each : gateway.invocations())
        if (const auto found = wanted.find(event_key(each)); found != wanted.end())
            CHECK(each.body == found->second);
}
