// Events that no vCenter sends: what comes out is JSON all the same.
#include "vcenter_connector/events/event_data.hpp"

#include "support/catch.hpp"
#include "support/event_builder.hpp"
#include "support/vcenter_xml.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <random>

using namespace vcenter_connector;

namespace {

std::string data_of(const vsphere::event& event)
{
    std::string json;
    events::append_event_data(json, event);
    return json;
}

void check_valid(const std::string& json)
{
    INFO(base::printable(json, 4000));
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(json.c_str(),
                                                                                           json.size());
    CHECK_FALSE(document.HasParseError());
    CHECK(base::valid_utf8(json) == json);
}

const std::string sample =
    "<returnval xsi:type=\"VmReconfiguredEvent\"><key>42</key><chainId>41</chainId>"
    "<createdTime>2020-02-11T21:28:23.677595Z</createdTime><userName>root</userName>"
    "<datacenter><name>DC0</name><datacenter type=\"Datacenter\">datacenter-2</datacenter></datacenter>"
    "<vm><name>web-1</name><vm type=\"VirtualMachine\">vm-57</vm></vm>"
    "<fullFormattedMessage>Reconfigured &lt;web-1&gt;</fullFormattedMessage><template>false</template>"
    "<configSpec><name>web-1</name><cpuHotAddEnabled>true</cpuHotAddEnabled><memoryMB>2048</memoryMB>"
    "<deviceChange><operation>add</operation><device xsi:type=\"VirtualDisk\"><key>2000</key>"
    "<backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\"><fileName>[d] web.vmdk</fileName>"
    "<parent><fileName>[d] "
    "base.vmdk</fileName></parent></backing><capacityInKB>1048576</capacityInKB></device>"
    "</deviceChange><extraConfig xsi:type=\"OptionValue\"><key>a</key><value xsi:type=\"xsd:long\">1</value>"
    "</extraConfig><extraConfig xsi:type=\"OptionValue\"><key>b</key><value "
    "xsi:type=\"ArrayOfInt\"><int>3</int>"
    "</value></extraConfig></configSpec></returnval>";

// One piece of the text is changed, repeated, moved or taken away.
std::string mutated(std::string xml, std::mt19937& random)
{
    static const std::vector<std::string> pieces{
        "<",
        ">",
        "/",
        "&#1;",
        "\xff",
        "\xed\xa0\x80",
        "\xf0\x9f\x98\x80",
        std::string(1, '\0'),
        "<a/>",
        "<key>x</key>",
        "</vm>",
        "xsi:type=\"xsd:int\"",
        "]]>",
        "<![CDATA[\x01]]>",
        "99999999999999999999999",
        "-",
        " ",
        "\"",
        "&#xD800;",
        "<vm/>",
        "<x xsi:type=\"ArrayOfX\"><y/></x>",
        "type=\"A\" ",
    };
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    for (auto times = 1 + below(4); times > 0; --times) {
        const auto from = below(xml.size());
        const auto length = std::min(below(40), xml.size() - from);
        switch (below(4)) {
        case 0: xml.insert(from, pieces[below(pieces.size())]); break;
        case 1: xml.erase(from, length); break;
        case 2: xml.insert(below(xml.size()), xml.substr(from, length)); break;
        default: xml[from] = static_cast<char>(below(256)); break;
        }
    }
    return xml;
}

}  // namespace

TEST_CASE("a thousand mutations of an event that can be decoded come out as JSON in UTF-8", "[events]")
{
    std::mt19937 random(4711);
    int decoded = 0;
    for (int tries = 0; decoded < 1000 && tries < 100'000; ++tries) {
        auto events =
            vsphere::decode_events(test::soap_answer("ReadNextEvents", mutated(sample, random)).body);
        if (!events || events->empty())
            continue;
        ++decoded;
        for (const auto& each : *events)
            check_valid(data_of(each));
    }
    CHECK(decoded == 1000);
}

TEST_CASE("control characters and ill-formed UTF-8 come out as valid JSON", "[events]")
{
    std::string every;
    for (int c = 0; c < 256; ++c)
        every += static_cast<char>(c);
    const auto event = test::event_builder("EventEx")
                           .text("userName", every)
                           .text("message", "\xed\xa0\x80\xc0\xaf\xf8")
                           .text(every, "an unknown member")
                           .text("", "one without a name")
                           .text("key", every)
                           .text("createdTime", every)
                           .argument("vm", every, every, every)
                           .finish();
    const auto json = data_of(event);
    check_valid(json);
    CHECK(json.find("\"UserName\":\"\\u0000\\u0001") != std::string::npos);
    CHECK(json.find("\"Message\":\"\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE("deep nesting costs no stack", "[events]")
{
    constexpr int depth = 100'000;
    for (const std::string name : {"unknown", "faultCause", "fault", "vm"}) {
        vsphere::event event;
        event.class_name = "VmFailedToPowerOnEvent";
        vsphere::element_tree::builder build;
        build.open("event", event.class_name, "");
        for (int i = 0; i < depth; ++i)
            build.open(i == 0 && name == "faultCause" ? "reason" : name, "MethodFault", "");
        build.open("leaf", "", "the bottom");
        for (int i = 0; i < depth + 2; ++i)
            build.close();
        event.tree = build.finish();
        const auto json = data_of(event);
        check_valid(json);
        CHECK(json.find("the bottom") != std::string::npos);
    }
}

TEST_CASE("many children are many, whatever their names and order", "[events]")
{
    constexpr int many = 100'000;
    test::event_builder build("EventEx");
    for (int i = 0; i < many; ++i)
        build.text(i % 2 == 0 ? "unknown" : "name" + std::to_string(i), std::to_string(i));
    for (int i = 0; i < many; ++i)
        build.text(i % 2 == 0 ? "arguments" : "userName", "v" + std::to_string(i));
    const auto json = data_of(build.finish());
    rapidjson::Document document;
    REQUIRE_FALSE(document.Parse(json.c_str(), json.size()).HasParseError());
    for (const auto* list : {"Unknown", "Arguments", "UserName"})
        REQUIRE((document.HasMember(list) && document[list].IsArray()));
    CHECK(document["Unknown"].Size() == many / 2);
    CHECK(document["Arguments"].Size() == many / 2);
    CHECK(document["UserName"].Size() == many / 2);
    CHECK(document["Arguments"][1].GetString() == std::string("v2"));
    CHECK(document["Name99999"].GetString() == std::string("99999"));
    CHECK(document.MemberCount() == 13 + 8 + 1 + many / 2);
}
