#include "vcenter_connector/events/event_data.hpp"

#include "support/catch.hpp"
#include "support/event_builder.hpp"
#include "support/vcenter_xml.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

using namespace vcenter_connector;

namespace {

// The event with that content as JSON.
std::string data_of(std::string_view class_name, const std::string& content)
{
    auto events = vsphere::decode_events(
        test::soap_answer("ReadNextEvents", "<returnval xsi:type=\"" + std::string(class_name) + "\">" +
                                                content + "</returnval>")
            .body);
    REQUIRE(events);
    std::string json;
    events::append_event_data(json, events->front());
    return json;
}

// What a JSON pointer finds in it, as JSON; empty when it finds nothing.
std::string at(const std::string& json, const std::string& pointer)
{
    INFO(json);
    rapidjson::Document document;
    REQUIRE_FALSE(
        document.Parse<rapidjson::kParseNumbersAsStringsFlag>(json.c_str(), json.size()).HasParseError());
    const auto* found = rapidjson::Pointer(pointer.c_str(), pointer.size()).Get(document);
    if (!found)
        return {};
    rapidjson::StringBuffer text;
    rapidjson::Writer<rapidjson::StringBuffer> writer(text);
    found->Accept(writer);
    return text.GetString();
}

std::string member_of(std::string_view class_name, const std::string& content, const std::string& pointer)
{
    return at(data_of(class_name, content), pointer);
}

// Within the event's JSON, between `"Name":` and the next comma: digits as they stand there.
std::string raw(const std::string& json, const std::string& name)
{
    const auto key = "\"" + name + "\":";
    const auto begin = json.find(key) + key.size();
    return json.substr(begin, json.find_first_of(",}", begin) - begin);
}

std::string key_as(const std::string& text)
{
    return raw(data_of("Event", "<key>" + text + "</key>"), "Key");
}

std::string time_as(const std::string& text)
{
    return member_of("Event", "<createdTime>" + text + "</createdTime>", "/CreatedTime");
}

std::string any_as(const std::string& type, const std::string& text)
{
    const auto json = data_of("EventEx", "<arguments><key>k</key><value xsi:type=\"" + type + "\">" + text +
                                             "</value></arguments>");
    const std::string key = "\"Value\":";
    const auto begin = json.find(key) + key.size();
    return json.substr(begin, json.find("}],\"ObjectId\"") - begin);
}

}  // namespace

TEST_CASE("a simple event is printed as the functions of VEBA know it", "[events]")
{
    CHECK(
        data_of("VmPoweredOffEvent",
                "<key>9902</key><chainId>9895</chainId><createdTime>2020-02-11T21:28:23.677595Z</createdTime>"
                "<userName>VSPHERE.LOCAL\\Administrator</userName>"
                "<datacenter><name>testDC</name><datacenter type=\"Datacenter\">datacenter-2</datacenter>"
                "</datacenter><computeResource><name>cls</name><computeResource "
                "type=\"ClusterComputeResource\">domain-c7</computeResource></computeResource>"
                "<host><name>10.185.22.74</name><host type=\"HostSystem\">host-21</host></host>"
                "<vm><name>test-01</name><vm type=\"VirtualMachine\">vm-56</vm></vm>"
                "<fullFormattedMessage>test-01 on  10.0.0.1 in testDC is powered off</fullFormattedMessage>"
                "<changeTag></changeTag><template>false</template>") ==
        R"({"Key":9902,"ChainId":9895,"CreatedTime":"2020-02-11T21:28:23.677595Z",)"
        R"("UserName":"VSPHERE.LOCAL\\Administrator",)"
        R"("Datacenter":{"Name":"testDC","Datacenter":{"Type":"Datacenter","Value":"datacenter-2"}},)"
        R"("ComputeResource":{"Name":"cls","ComputeResource":{"Type":"ClusterComputeResource",)"
        R"("Value":"domain-c7"}},"Host":{"Name":"10.185.22.74","Host":{"Type":"HostSystem","Value":"host-21"}},)"
        R"("Vm":{"Name":"test-01","Vm":{"Type":"VirtualMachine","Value":"vm-56"}},"Ds":null,"Net":null,)"
        R"("Dvs":null,"FullFormattedMessage":"test-01 on  10.0.0.1 in testDC is powered off","ChangeTag":"",)"
        R"("Template":false})");
}

TEST_CASE("members that are absent are null or zero", "[events]")
{
    const auto json = data_of("AlarmStatusChangedEvent", "");
    CHECK(at(json, "/Key") == "\"0\"");
    CHECK(at(json, "/CreatedTime") == "\"0001-01-01T00:00:00Z\"");
    CHECK(at(json, "/Vm") == "null");
    CHECK(at(json, "/From") == "\"\"");
    CHECK(at(json, "/Alarm") == R"({"Name":"","Alarm":{"Type":"","Value":""}})");
    CHECK(member_of("EventEx", "", "/Arguments") == "null");
    CHECK(member_of("VmPoweredOnEvent", "", "/Template") == "false");
    // Present but empty is not absent.
    CHECK(member_of("EventEx", "<vm/>", "/Vm") == R"({"Name":"","Vm":{"Type":"","Value":""}})");
    CHECK(member_of("EventEx", "<arguments/>", "/Arguments") == R"([{"Key":"","Value":null}])");
}

TEST_CASE("the order on the wire does not matter", "[events]")
{
    const std::string key = "<key>5</key>", user = "<userName>u</userName>", tag = "<changeTag>t</changeTag>";
    const auto argument = [](const std::string& k) { return "<arguments><key>" + k + "</key></arguments>"; };
    CHECK(data_of("EventEx", tag + argument("a") + key + argument("b") + user) ==
          data_of("EventEx", key + user + tag + argument("a") + argument("b")));
}

TEST_CASE("an event class that the table does not know is an Event with more members", "[events]")
{
    const auto json =
        data_of("VmSomethingNewEvent", "<key>7</key><vm><name>n</name><vm type=\"VirtualMachine\">"
                                       "vm-1</vm></vm><cause>heat</cause>");
    CHECK(raw(json, "Key") == "7");
    CHECK(at(json, "/Vm/Vm") == R"({"Type":"VirtualMachine","Value":"vm-1"})");
    CHECK(at(json, "/Host") == "null");
    CHECK(json.ends_with(R"("ChangeTag":"","Cause":"heat"})"));
    CHECK(raw(data_of("VirtualDisk", "<key>7</key>"), "ChainId") == "0");
}

TEST_CASE("members that the class does not declare follow, converted by their shape", "[events]")
{
    const auto json =
        data_of("VmPoweredOnEvent",
                "<extra>1</extra><template>true</template><deep><a>x</a><b><c/></b><a>y</a></deep>"
                "<extra>2</extra><alone xsi:type=\"xsd:int\">12</alone>"
                "<who type=\"HostSystem\">host-1</who><extra>3</extra>"
                "<disk xsi:type=\"OptionValue\"><key>k</key></disk>");
    CHECK(json.ends_with(R"("Template":true,"Extra":["1","2","3"],"Deep":{"A":["x","y"],"B":{"C":""}},)"
                         R"("Alone":12,"Who":{"Type":"HostSystem","Value":"host-1"},)"
                         R"("Disk":{"Key":"k","Value":null}})"));
}

TEST_CASE("no name comes twice in one object", "[events]")
{
    const auto json = data_of("Event", "<key>1</key><Key>2</Key><x>a</x><X>b</X>");
    CHECK(at(json, "/Key") == R"(["1","2"])");
    CHECK(json.find("\"Key\"") == json.rfind("\"Key\""));
    CHECK(at(json, "/X") == R"(["a","b"])");
}

TEST_CASE("a value that is not what the table says is a string as it came", "[events]")
{
    CHECK(key_as("seven") == "\"seven\"");
    CHECK(key_as("7.5") == "\"7.5\"");
    CHECK(key_as("0x1F") == "\"0x1F\"");
    CHECK(key_as("-") == "\"-\"");
    CHECK(key_as("123456789012345678901") == "\"123456789012345678901\"");
    CHECK(time_as("yesterday") == "\"yesterday\"");
    CHECK(time_as("") == "\"\"");
    CHECK(member_of("VmEvent", "<template>perhaps</template>", "/Template") == "\"perhaps\"");
    CHECK(member_of("VmEvent", "<vm>vm-1</vm>", "/Vm") == "\"vm-1\"");
    CHECK(member_of("VmEvent", "<userName><first>A</first></userName>", "/UserName") == R"({"First":"A"})");
    CHECK(member_of("VmEvent", "<key><a>1</a></key>", "/Key") == R"({"A":"1"})");
    CHECK(member_of("VmEvent", "<vm><vm><a>1</a></vm></vm>", "/Vm/Vm") == R"({"A":"1"})");
}

TEST_CASE("integers keep their digits", "[events]")
{
    CHECK(key_as("9223372036854775807") == "9223372036854775807");
    CHECK(key_as("-9223372036854775808") == "-9223372036854775808");
    CHECK(key_as("18446744073709551615") == "18446744073709551615");
    CHECK(key_as(" 9007199254740993\n") == "9007199254740993");
    CHECK(key_as("+7") == "7");
    CHECK(key_as("007") == "7");
    CHECK(key_as("-0") == "0");
    CHECK(key_as("") == "0");
}

TEST_CASE("times keep their fraction and offset, as Go prints them", "[events]")
{
    CHECK(time_as("2019-01-25T23:39:09.310174Z") == "\"2019-01-25T23:39:09.310174Z\"");
    CHECK(time_as("2019-01-25T23:39:09.310000Z") == "\"2019-01-25T23:39:09.31Z\"");
    CHECK(time_as("2019-01-25T23:39:09.000Z") == "\"2019-01-25T23:39:09Z\"");
    CHECK(time_as("2019-01-25T23:39:09.1234567891Z") == "\"2019-01-25T23:39:09.123456789Z\"");
    CHECK(time_as("2019-01-25T23:39:09.5+05:30") == "\"2019-01-25T23:39:09.5+05:30\"");
    CHECK(time_as("2019-01-25T23:39:09-08:00") == "\"2019-01-25T23:39:09-08:00\"");
    CHECK(time_as("2019-01-25T23:39:09+00:00") == "\"2019-01-25T23:39:09Z\"");
    CHECK(time_as("2019-01-25T23:39:09") == "\"2019-01-25T23:39:09Z\"");
    CHECK(time_as("0001-01-01T00:00:00Z") == "\"0001-01-01T00:00:00Z\"");
    for (const std::string no :
         {"2019-02-29T00:00:00Z", "2019-01-25T24:00:00Z", "2019-01-25T23:39:60Z", "2019-01-25T23:39:09.Z",
          "2019-01-25T23:39:09+5:30", "2019-01-25 23:39:09Z", "2019-01-25T23:39:09+24:00",
          "2019-01-25T23:39:09.5ZZ", "19-01-25T23:39:09Z"})
        CHECK(time_as(no) == "\"" + no + "\"");
}

TEST_CASE("a member of any type is what its xsi:type says", "[events]")
{
    CHECK(any_as("xsd:string", "12") == "\"12\"");
    CHECK(any_as("xsd:int", "12") == "12");
    CHECK(any_as("xsd:long", "9007199254740993") == "9007199254740993");
    CHECK(any_as("xsd:boolean", "1") == "true");
    CHECK(any_as("xsd:double", "0.10") == "0.1");
    CHECK(any_as("xsd:float", "1e-7") == "1e-7");
    CHECK(any_as("xsd:double", "1E21") == "1e+21");
    CHECK(any_as("xsd:double", "123456789012345680000") == "123456789012345680000");
    CHECK(any_as("xsd:double", "-0.000001") == "-0.000001");
    CHECK(any_as("xsd:double", "NaN") == "\"NaN\"");
    CHECK(any_as("xsd:double", "-INF") == "\"-INF\"");
    CHECK(any_as("xsd:double", "1e999") == "\"1e999\"");
    CHECK(any_as("xsd:dateTime", "2019-01-25T23:39:09.50Z") == "\"2019-01-25T23:39:09.5Z\"");
    CHECK(any_as("xsd:base64Binary", "AAE=") == "\"QUFFPQ==\"");
    CHECK(any_as("ManagedEntityStatus", "green") == "\"green\"");
    CHECK(any_as("ArrayOfString", "<string>a</string><string>b</string>") == R"({"String":["a","b"]})");
    CHECK(any_as("ArrayOfInt", "<int>1</int>") == R"({"Int":[1]})");
    CHECK(any_as("ArrayOfInt", "") == R"({"Int":null})");
    CHECK(any_as("ArrayOfManagedEntityStatus", "<x>green</x>") == R"({"ManagedEntityStatus":["green"]})");
    CHECK(any_as("ArrayOfKeyValue", "<KeyValue><key>k</key></KeyValue>") ==
          R"({"KeyValue":[{"Key":"k","Value":""}]})");
    CHECK(any_as("SomethingNew", "<a>1</a>") == R"({"A":"1"})");
    CHECK(any_as("SomethingNew", "1") == "\"1\"");
    CHECK(any_as("ManagedObjectReference\" type=\"HostSystem", "host-1") ==
          R"({"Type":"HostSystem","Value":"host-1"})");
}

TEST_CASE("a derived class is printed whole, one that the table does not know as the declared one",
          "[events]")
{
    const auto fault = [](const std::string& type) {
        return member_of("EventEx",
                         "<fault><fault xsi:type=\"" + type +
                             "\"><datastore>d</datastore><more>m</more></fault></fault>",
                         "/Fault/Fault");
    };
    CHECK(fault("NoDiskSpace") ==
          R"({"FaultCause":null,"FaultMessage":null,"File":"","Datastore":"d","More":"m"})");
    CHECK(fault("SomethingNew") == R"({"FaultCause":null,"FaultMessage":null,"Datastore":"d","More":"m"})");
    CHECK(fault("VirtualDisk") == R"({"FaultCause":null,"FaultMessage":null,"Datastore":"d","More":"m"})");
}
