// Would a function ever get an event?
#include "vcenter_connector/routing/subscription_check.hpp"

#include "vcenter_connector/events/names.hpp"

#include "support/catch.hpp"

#include <algorithm>

using namespace vcenter_connector::routing;
using Catch::Matchers::ContainsSubstring;
using vcenter_connector::events::names_of_kind;

namespace {

const vocabulary& everything()
{
    static const vocabulary known;
    return known;
}

subscription_report checked(texts annotations, const vocabulary& known = everything())
{
    return check_subscription({std::move(annotations), {}, {}}, known);
}

// `error topic 5: text; cure`, joined by line breaks.
std::string told(const subscription_report& report)
{
    std::string out;
    for (const auto& each : report.findings)
        out += (out.empty() ? "" : "\n") + std::string(name_of(each.level)) + " " + each.name + " " +
               std::to_string(each.column) + ": " + each.text + (each.cure.empty() ? "" : "; " + each.cure);
    return out;
}

std::string of_topic(const std::string& topic)
{
    return told(checked({{"topic", topic}}));
}

}  // namespace

TEST_CASE("what can be sent is not complained about", "[check]")
{
    for (const char* topic :
         {"vm.powered.on", "vm.powered.on,vm.powered.off", "VmPoweredOnEvent", "VmEvent", "Event", "ex",
          "EventEx", "extended", "com.vmware.cis.tagging.attach", "esx.problem.net.connectivity.lost", "vm.>",
          "*.powered.on", ">", "com.>", "vm.>,!vm.reconfigured", ">,!com.vmware.sso.>",
          "VmEvent,!VmPoweredOnEvent", "ex,!com.vmware.sso.LoginSuccess", "com.vmware.>,!com.vmware.vc.*"}) {
        INFO(topic);
        const auto report = checked({{"topic", topic}});
        CHECK(told(report) == "");
        CHECK(report.summary.rfind(std::string(topic).substr(0, 2), 0) == 0);
    }
}

TEST_CASE("every topic and every class of the table can be asked for", "[check]")
{
    REQUIRE(everything().events().size() > 400);
    for (const auto& each : everything().events()) {
        INFO(each.class_name);
        const auto report = checked({{"topic", each.class_name}});
        CHECK(told(report) == "");
        CHECK(report.summary.find("event class") != std::string::npos);
        CHECK(checked({{"topic", each.topic}}).summary == each.topic + " (1 event class)");
    }
}

TEST_CASE("what is asked for is told in a few words", "[check]")
{
    CHECK(checked({{"topic", " vm.powered.on ,vm.powered.off"}}).summary ==
          "vm.powered.on, vm.powered.off (2 event classes)");
    CHECK(checked({{"topic", "com.vmware.x"}}).summary == "com.vmware.x (by EventTypeId)");
    CHECK_THAT(checked({{"topic", ">"}}).summary, ContainsSubstring("event classes and EventTypeIds"));
    CHECK(checked({{"topic", "vm.poered.on"}}).summary.empty());
    CHECK(checked({}).summary.empty());
}

TEST_CASE("a name that nothing is sent by is told with the one that was meant", "[check]")
{
    const std::pair<const char*, const char*> slips[] = {
        {"vm.powerd.on", "vm.powered.on"},
        {"VM.Powered.On", "vm.powered.on"},
        {"VmPoweredOn", "VmPoweredOnEvent"},
        {"vmpoweredonevent", "vm.powered.on"},
        {"vm_powered_on", "vm.powered.on"},
        {"vm-powered-on", "vm.powered.on"},
        {"Vm.Powered.On.Event", "vm.powered.on"},
        {"vm.powered.on.event", "vm.powered.on"},
        {"vmPoweredOnEvent", "vm.powered.on"},
        {"VmPowerdOnEvent", "VmPoweredOnEvent"},
        {"VmEvents", "VmEvent"},
        {"drs.vm.poweredon", "drs.vm.powered.on"},
        {"vm.power.*", "vm.powered.*"},
        {"vm.poweredd.>", "vm.powered.>"},
        {"Vm.>", "vm.>"},
    };
    for (const auto& [wrong, right] : slips) {
        INFO(wrong);
        const auto found = checked({{"topic", "ex, " + std::string(wrong)}}).findings;
        REQUIRE(found.size() == 1);
        CHECK(found[0].level == severity::error);
        CHECK(found[0].column == 5);
        CHECK(found[0].cure == "did you mean " + std::string(right) + "?");
    }
    CHECK(of_topic("vm.powerd.on") ==
          "error topic 1: no vCenter sends anything by the name \"vm.powerd.on\"; did "
          "you mean vm.powered.on?");
    CHECK_THAT(of_topic("vm.exploded.>"), ContainsSubstring("\"vm.exploded.>\" matches no topic"));
    CHECK(of_topic("*.powered.onn") ==
          "warning topic 1: \"*.powered.onn\" matches no topic, and EventTypeIds at most; "
          "did you mean *.powered.on?");
    CHECK_THAT(of_topic("something.else.entirely"),
               ContainsSubstring("vcenter-connector topics lists the names"));
    CHECK_THAT(of_topic("vm.>,!vm.reconfigurd"), ContainsSubstring("did you mean !vm.reconfigured?"));
}

TEST_CASE("a vCenter's own catalogue counts where there is one", "[check]")
{
    const vocabulary known({names_of_kind("VmPoweredOnEvent", ""),
                            names_of_kind("EventEx", "com.example.backup.done"),
                            names_of_kind("VmPoweredOnEvent", "")});
    CHECK(known.events().size() == 2);
    CHECK(told(checked({{"topic", "com.example.backup.done"}}, known)).empty());
    CHECK(told(checked({{"topic", "VmEvent"}}, known)).empty());
    CHECK(checked({{"topic", "com.example.>"}}, known).summary == "com.example.> (1 event class)");
    CHECK(told(checked({{"topic", "com.example.backup.dome"}}, known)) ==
          "error topic 1: this vCenter sends nothing by the name \"com.example.backup.dome\"; did you mean "
          "com.example.backup.done?");
    CHECK_THAT(told(checked({{"topic", "com.vmware.>"}}, known)),
               ContainsSubstring("matches no topic of this vCenter"));
}

TEST_CASE("parts that change nothing are told", "[check]")
{
    CHECK(of_topic("vm.>,vm.powered.on") ==
          "warning topic 6: \"vm.powered.on\" changes nothing: \"vm.>\" includes it; leave it out");
    CHECK(of_topic("vm.powered.off,DrsVmPoweredOnEvent,drs.vm.powered.on") ==
          "warning topic 36: \"drs.vm.powered.on\" changes nothing: \"DrsVmPoweredOnEvent\" means the same; "
          "leave it out");
    CHECK(of_topic("vm.powered.on,vm.powered.on") ==
          "warning topic 1: \"vm.powered.on\" is there more than once; leave one of them");
    CHECK_THAT(of_topic("VmPoweredOnEvent,VmEvent"), ContainsSubstring("\"VmEvent\" includes it"));
    CHECK_THAT(of_topic("com.vmware.x,com.>"), ContainsSubstring("\"com.>\" includes it"));
    CHECK_THAT(of_topic("Event,com.vmware.x"), ContainsSubstring("\"Event\" includes it"));
    CHECK_THAT(of_topic("vm.>,!vm.powered.*,!vm.powered.on"),
               ContainsSubstring("\"!vm.powered.*\" includes it"));
    CHECK(
        of_topic("vm.powered.on,!host.>") ==
        "warning topic 15: \"!host.>\" takes away nothing that the other parts ask for; leave it out, or ask "
        "for more");
    CHECK_THAT(of_topic("vm.>,!com.vmware.x"), ContainsSubstring("takes away nothing"));
}

TEST_CASE("a function that can get nothing is an error", "[check]")
{
    CHECK(of_topic("vm.powered.on,!VmEvent") ==
          "error topic 0: all that it asks for is taken away again; leave out a part with '!'");
    CHECK_THAT(of_topic("com.vmware.x,!com.>"), ContainsSubstring("is taken away again"));
    CHECK_THAT(of_topic(">,!>"), ContainsSubstring("is taken away again"));
    CHECK_THAT(of_topic("vm,!VmEvent"), ContainsSubstring("is taken away again"));
    CHECK_THAT(of_topic("*.powered.onn,!>"), ContainsSubstring("is taken away again"));
    CHECK_THAT(of_topic("!vm.powered.on"), ContainsSubstring("takes away from nothing"));
    CHECK(of_topic(" , ") == "error topic 0: the topic is empty: it asks for nothing; name an event such as "
                             "vm.powered.on, or leave it out");
    CHECK_THAT(of_topic("vm"), ContainsSubstring("write VmEvent for all of them"));
}

TEST_CASE("malformed parts are told with their column", "[check]")
{
    for (const char* part : {"vm.>.x", "vm.po*", "a..b", ".vm", "vm."}) {
        INFO(part);
        const auto found = checked({{"topic", "ex," + std::string(part)}}).findings;
        REQUIRE(found.size() == 1);
        CHECK(found[0].level == severity::error);
        CHECK(found[0].column == 4);
        CHECK_THAT(found[0].text, ContainsSubstring(part));
        CHECK(!found[0].cure.empty());
    }
}

TEST_CASE("annotations with a wrong name or value are told", "[check]")
{
    const auto with = [](const std::string& name, const std::string& value) {
        return told(checked({{"topic", "ex"}, {name, value}}));
    };
    CHECK(with("vcenter.fliter", "x") ==
          "error vcenter.fliter 0: there is no annotation \"vcenter.fliter\"; did you mean "
          "vcenter.filter?");
    CHECK_THAT(with("Vcenter.Filter", "x"), ContainsSubstring("did you mean vcenter.filter?"));
    CHECK_THAT(with("vcenter/filter", "x"), ContainsSubstring("did you mean vcenter.filter?"));
    CHECK_THAT(with("vcenter_mode", "x"), ContainsSubstring("did you mean vcenter.mode?"));
    CHECK_THAT(with("Topic", "x"), ContainsSubstring("did you mean topic?"));
    CHECK_THAT(with("topics", "x"), ContainsSubstring("did you mean topic?"));
    CHECK(with("vcenter.mode", "later") ==
          "error vcenter.mode 0: \"later\": the value is not allowed; expected async or sync");
    CHECK(with("vcenter.timeout", "30s").empty());
    CHECK(with("prometheus.io/scrape", "true").empty());
}

TEST_CASE("a topic in the wrong place is told", "[check]")
{
    const auto label = check_subscription({{}, {{"topic", "ex"}}, {}}, everything());
    CHECK(told(label) ==
          "error topic 0: \"topic\" is a label here; the connector reads annotations; put it under "
          "annotations as topic");
    const auto key = check_subscription(
        {{{"topic", "ex"}}, {}, {{"vcenter.filter", "x"}, {"annotation", ""}}}, everything());
    CHECK(told(key) ==
          "error vcenter.filter 0: \"vcenter.filter\" stands beside the annotations, where nobody "
          "reads it; put it under annotations as vcenter.filter");
    const auto both =
        check_subscription({{{"topic", "ex"}}, {{"topic", "ex"}, {"team", "a"}}, {}}, everything());
    CHECK_THAT(told(both), ContainsSubstring("warning topic"));
}

TEST_CASE("a function without a topic is noted", "[check]")
{
    CHECK(told(checked({})) == "note  0: it has no annotation topic: it gets no events");
    CHECK_THAT(told(checked({{"vcenter.mode", "sync"}})), ContainsSubstring("warning vcenter.mode"));
}

TEST_CASE("a filter that does not do what it is there for is told", "[check]")
{
    const auto with = [](const std::string& filter) {
        return told(checked({{"topic", "vm.>"}, {"vcenter.filter", filter}}));
    };
    CHECK(with("vm LIKE 'web-%' AND datacenter = 'DC0'").empty());
    CHECK(with("EXISTS vm").empty());
    CHECK(with("vm LIKE 'a' AND usr = 'x'") ==
          "error vcenter.filter 17: no event has an attribute \"usr\"; did you mean user?");
    CHECK(with("EXISTS usr AND key > 5") ==
          "error vcenter.filter 8: no event has an attribute \"usr\"; did you mean user?");
    CHECK_THAT(with("LENGTH('exists') = 5"), ContainsSubstring("lets no event pass"));
    CHECK_THAT(with("vm = "), ContainsSubstring("error vcenter.filter 6: "));
    CHECK_THAT(with("NOT user LIKE 'x%'"), ContainsSubstring("warning vcenter.filter "));
    CHECK_THAT(with("time > '2026-01-01'"), ContainsSubstring("error vcenter.filter 8: > takes integers"));
    CHECK_THAT(with("EXISTS vm OR key > 'a'"), ContainsSubstring("warning vcenter.filter 20: > takes"));
    CHECK_THAT(with("LENGTH(vm)"), ContainsSubstring("error vcenter.filter 1: the whole is an integer"));
    CHECK_THAT(with("1 = 1"),
               ContainsSubstring("warning vcenter.filter 1: the filter lets every event pass"));
    CHECK_THAT(with("1 = 2"), ContainsSubstring("error vcenter.filter 1: the filter lets no event pass"));
    CHECK_THAT(with(""), ContainsSubstring("vcenter.filter"));
}

TEST_CASE("a very long topic annotation is checked in time", "[check]")
{
    std::string topic = "com.a.>";
    for (int i = 0; i < 3000; ++i)
        topic += ",com.b" + std::to_string(i) + ".>";
    CHECK(of_topic(topic).empty());
}
