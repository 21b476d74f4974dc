// A thousand events as no vCenter should send them.
#include "support/connector_run.hpp"
#include "support/hostile_events.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/payload.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <set>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

constexpr std::size_t count = 1000;

bool is_valid_json(const std::string& body)
{
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.c_str(),
                                                                                       body.size());
    return !json.HasParseError() && json.IsObject();
}

// Visible ASCII and blanks: what every gateway and every function's server takes.
bool is_plain(const std::string& value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::size_t size_of(const net::http_headers& headers)
{
    std::size_t size = 0;
    for (const auto& [name, value] : headers)
        size += name.size() + value.size() + 4;
    return size;
}

}  // namespace

TEST_CASE(
    "a thousand hostile events: the connector goes on, and each function gets all of them as valid JSON")
{
    const auto seed = GENERATE(1U, 2U);
    scripted_world world;
    world.gateway.remove("echo");
    for (const auto each : events::dialects) {
        gateway_function f;
        f.name = std::string(events::name_of(each));
        f.annotations = {{"topic", ">"}, {"vcenter.payload", f.name}};
        world.gateway.deploy(std::move(f));
    }
    auto connector = world.run({"-log-level", "warn", "-order", "none"});
    REQUIRE(wait_until([&] { return world.vcenter.server().calls("WaitForUpdatesEx") > 0; }));
    hostile_events events(seed);
    world.vcenter.with([&](vcenter_model& model) {
        for (std::size_t i = 0; i < count; ++i)
            model.post(events.next());
        return 0;
    });
    const auto wanted = count * events::dialects.size();
    INFO(connector.output().substr(0, 4000));
    REQUIRE(world.gateway.wait_for_invocations(wanted));
    std::map<std::string, std::set<std::int32_t>> received;
    for (const auto& each : world.gateway.invocations()) {
        CHECK(is_valid_json(each.body));
        CHECK(base::valid_utf8(each.body) == each.body);
        CHECK(std::all_of(each.headers.begin(), each.headers.end(),
                          [](const net::http_header& h) { return is_plain(h.value); }));
        CHECK(size_of(each.headers) < 8192);
        received[each.target].insert(event_key(each));
    }
    CHECK(received.size() == events::dialects.size());
    for (const auto& [target, keys] : received)
        CHECK(keys.size() == count);
    world.power_on("after");
    CHECK(world.gateway.wait_for_invocations(wanted + events::dialects.size()));
}
