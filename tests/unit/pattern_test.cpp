#include "vcenter_connector/routing/pattern.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::routing;

namespace {

const events::event_names powered_on{"vm.powered.on", "VmPoweredOnEvent", "", {"VmEvent", "Event"}};
const events::event_names tagging{"ex", "EventEx", "com.vmware.cis.tagging.attach", {"Event"}};

bool applies_to(std::string text, const events::event_names& names)
{
    return applies({std::move(text)}, names);
}

std::vector<std::string> texts(std::string_view annotation)
{
    std::vector<std::string> all;
    for (const auto& each : read_patterns(annotation))
        all.push_back(written(each));
    return all;
}

}  // namespace

TEST_CASE("a star stands for exactly one token", "[routing]")
{
    for (const auto* text : {"*.powered.on", "vm.*.on", "vm.powered.*", "*.*.*", "vm.*.*"})
        CHECK(applies_to(text, powered_on));
    for (const auto* text : {"*", "*.*", "vm.*", "*.on", "vm.*.powered.on", "*.vm.powered.on",
                             "vm.powered.on.*", "*.*.*.*", "host.*.on", "*.powered.off"})
        CHECK_FALSE(applies_to(text, powered_on));
    CHECK(applies_to("*", tagging));
}

TEST_CASE("a trailing greater-than stands for one token or more", "[routing]")
{
    for (const auto* text : {">", "vm.>", "vm.powered.>", "*.>", "*.powered.>", "vm.*.>"})
        CHECK(applies_to(text, powered_on));
    for (const auto* text : {"vm.powered.on.>", "host.>", "*.*.*.>", "*.powered.off.>"})
        CHECK_FALSE(applies_to(text, powered_on));
    CHECK(applies_to("com.vmware.>", tagging));
    CHECK(applies_to("com.*.cis.*.attach", tagging));
    CHECK(applies_to(">", tagging));
    CHECK_FALSE(applies_to("com.vmware.cis.tagging.attach.>", tagging));
}

TEST_CASE("without wildcards a part is one of the event's whole names", "[routing]")
{
    for (const auto* text : {"vm.powered.on", "VmPoweredOnEvent", "VmEvent", "Event"})
        CHECK(applies_to(text, powered_on));
    for (const auto* text : {"ex", "EventEx", "com.vmware.cis.tagging.attach", "Event"})
        CHECK(applies_to(text, tagging));
    for (const auto* text :
         {"vm.powered", "vm", "vm.powered.on.now", "VM.powered.on", "vmEvent", "Vm", "", "HostEvent"})
        CHECK_FALSE(applies_to(text, powered_on));
}

TEST_CASE("wildcards look at dotted names only, and an empty name matches nothing", "[routing]")
{
    const events::event_names odd{"", "SomeEvent", "", {"Event"}};
    for (const auto* text : {"*", ">", ""})
        CHECK_FALSE(applies_to(text, odd));
    CHECK(applies_to("SomeEvent", odd));
    const events::event_names dotted_class{"t.u", "a.b.c", "", {"d.e.f.g"}};
    CHECK_FALSE(applies_to("a.>", dotted_class));
    CHECK_FALSE(applies_to("d.*.f.g", dotted_class));
}

TEST_CASE("what is taken away is gone, wherever it stands", "[routing]")
{
    const auto asked = [](std::string_view annotation) {
        return ask_for(read_patterns(annotation), powered_on);
    };
    CHECK(asked("vm.>,!vm.powered.off"));
    CHECK_FALSE(asked("vm.>,!vm.powered.on"));
    CHECK_FALSE(asked("!vm.powered.on,vm.>"));
    CHECK_FALSE(asked("vm.powered.on,!vm.powered.on,vm.powered.on"));
    CHECK_FALSE(asked(">, !VmEvent"));
    CHECK_FALSE(asked(">, !VmPoweredOnEvent"));
    CHECK_FALSE(asked(">, !*.powered.*"));
    CHECK(asked(">, !HostEvent"));
    CHECK_FALSE(asked("!host.>"));
    CHECK_FALSE(asked(""));
}

TEST_CASE("an annotation is split at commas, each part once, with its column", "[routing]")
{
    CHECK(texts(" vm.> ,, ! vm.reconfigured ,vm.>,\n!vm.reconfigured,vm.reconfigured,") ==
          std::vector<std::string>{"vm.>", "!vm.reconfigured", "vm.reconfigured"});
    CHECK(texts("").empty());
    CHECK(texts(" , ,,").empty());
    CHECK(texts("!") == std::vector<std::string>{"!"});
    const auto parts = read_patterns(" \xC3\xA4.b, !ex");
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].column == 2);
    CHECK(parts[1].column == 7);
    CHECK(parts[1].takes_away);
    CHECK(parts[1].text == "ex");
}

TEST_CASE("a very long annotation is read as fast as a short one, part by part", "[routing]")
{
    constexpr std::size_t many = 200'000;
    std::string annotation;
    for (std::size_t i = 0; i < many; ++i)
        annotation += "\xC3\xA4" + std::to_string(i % 100'000 + 100'000) + ",";
    const auto parts = read_patterns(annotation);
    REQUIRE(parts.size() == many / 2);
    CHECK(parts.back().column == 1 + 8 * (many / 2 - 1));
}

TEST_CASE("parts that are not well-formed are known, and why", "[routing]")
{
    const auto fault = [](std::string text) { return fault_of({std::move(text)}); };
    for (const auto* text :
         {"vm.powered.on", "*", ">", "vm.>", "*.*.>", "VmEvent", "a.*.b", "com.vmware.cis.x-y", "with blank"})
        CHECK(fault(text).empty());
    for (const auto* text : {"a..b", ".a", "a.", ".", "a.*.", "..>"})
        CHECK_THAT(fault(text), Catch::Matchers::ContainsSubstring("nothing between two dots"));
    for (const auto* text : {"vm.po*", "*x", "**", "vm.>>", "a.b>", "x*y.z"})
        CHECK_THAT(fault(text), Catch::Matchers::ContainsSubstring("within a token"));
    for (const auto* text : {"vm.>.x", ">.x", ">.>"})
        CHECK_THAT(fault(text), Catch::Matchers::ContainsSubstring("not the last token"));
    CHECK(fault("") == "names nothing");
    CHECK_THAT(fault("!x"), Catch::Matchers::ContainsSubstring("'!'"));
    CHECK_THAT(fault("vm.!x"), Catch::Matchers::ContainsSubstring("'!'"));
}
