// Events that nobody would send on purpose: the connector goes on, and functions get valid JSON.
#include "support/connector_run.hpp"
#include "support/vcenter_xml.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <random>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

class hostile_source {
public:
    explicit hostile_source(unsigned seed) : random_(seed) {}

    posted_event event()
    {
        static const std::vector<std::string> classes{
            "VmPoweredOnEvent", "VmReconfiguredEvent",     "EventEx",
            "ExtendedEvent",    "AlarmStatusChangedEvent", "NoSuchEvent"};
        posted_event made;
        made.class_name = classes[pick(classes.size())];
        made.vm = text();
        made.user = text();
        made.message = text();
        made.event_type_id = text();
        made.severity = text();
        for (auto count = pick(4); count > 0; --count)
            made.arguments.emplace_back(text(), text());
        for (auto count = pick(4); count > 0; --count)
            made.members += member();
        return made;
    }

private:
    std::size_t pick(std::size_t count) { return random_() % count; }

    std::string text()
    {
        static const std::vector<std::string> texts{"",
                                                    "web-1",
                                                    "a\r\nX-Evil: 1\r\n\r\n",
                                                    "\"},\"x\":{\"",
                                                    "100% caf\xC3\xA9 \xF0\x9F\x9A\x80",
                                                    "\xFF\xC0\x80\xED\xA0\x80",
                                                    "\x1B[31m",
                                                    "\xE2\x80\xA8\xEF\xBF\xBF",
                                                    "</data>]]>&amp;<!--",
                                                    "9223372036854775808"};
        if (pick(500) == 0)
            return std::string(80'000, static_cast<char>(pick(256)));
        return texts[pick(texts.size())] + texts[pick(texts.size())];
    }

    // Of a type that is not the class's, twice, unknown, deep, or empty.
    std::string member()
    {
        static const std::vector<std::string> names{"key", "chainId", "host",      "configSpec", "alarm",
                                                    "to",  "fault",   "unheardOf", "datacenter", "template"};
        const auto& name = names[pick(names.size())];
        switch (pick(5)) {
        case 0: return xml_reference(name, "HostSystem", text());
        case 1: return xml_element(name, "yes") + xml_element(name, "no");
        case 2: return "<" + name + " xsi:type=\"xsd:int\">1e999</" + name + ">";
        case 3: return nested(name, pick(20) == 0 ? 2000 : 20);
        default: return xml_element(name, text());
        }
    }

    static std::string nested(const std::string& name, int levels)
    {
        std::string xml;
        for (int i = 0; i < levels; ++i)
            xml += "<" + name + ">";
        xml += "deep";
        for (int i = 0; i < levels; ++i)
            xml += "</" + name + ">";
        return xml;
    }

    std::minstd_rand random_;
};

bool valid_json(const std::string& text)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(text.data(),
                                                                                           text.size());
    return !document.HasParseError() && document.IsObject();
}

bool printable_header(const std::string& value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

TEST_CASE("a thousand hostile events reach functions of every dialect as valid JSON")
{
    constexpr std::size_t count = 1000;
    const std::vector<std::string> dialects{"legacy", "cloudevents", "cloudevents-binary", "veba",
                                            "vspheresource"};
    scripted_world world;
    world.gateway.remove("echo");
    for (const auto& dialect : dialects)
        world.gateway.deploy(gateway_function{dialect, {{"topic", "Event"}, {"vcenter.payload", dialect}}});
    auto connector = world.run();
    connector.wait_for_line("Following vCenter");
    hostile_source source(20'260'102);
    for (std::size_t i = 0; i < count; ++i)
        world.vcenter.post(source.event());

    connector.wait_for_lines("Invoke function: ", count * dialects.size());
    const auto invocations = world.gateway.invocations();
    REQUIRE(invocations.size() == count * dialects.size());
    for (const auto& each : invocations) {
        const auto shown = std::string(each.header("X-Event-Id")) + " to " + each.target;
        INFO(shown);
        CHECK(valid_json(each.body));
        std::size_t size = 0;
        for (const auto& header : each.headers) {
            CHECK(printable_header(header.value));
            CHECK(header.name != "X-Evil");
            size += header.name.size() + header.value.size() + 4;
        }
        CHECK(size < 8192);
    }
    CHECK(connector.count_lines(" ERROR ") == 0);
    world.power_on("after");
    connector.wait_for_lines("Invoke function: ", (count + 1) * dialects.size());
}
