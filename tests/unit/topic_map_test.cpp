#include "vcenter_connector/routing/topic_map.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::routing;
using vcenter_connector::base::errc;
using names = std::vector<std::string>;

namespace {

names matched(const topic_map& map, const events::event_names& event)
{
    names found;
    for (const auto* f : map.match(event))
        found.push_back(f->name + "." + f->name_space);
    return found;
}

function asking(std::string name, std::string name_space, std::string_view topic)
{
    return {std::move(name), std::move(name_space), read_patterns(topic)};
}

}  // namespace

TEST_CASE("a function list is read with all that a gateway may leave out", "[routing]")
{
    const auto functions = decode_functions(R"([
        {"name":"a","namespace":"openfaas-fn","image":"x","annotations":{"topic":"vm.powered.on, vm.powered.off,,vm.powered.on"},"replicas":1},
        {"name":"b","annotations":null},
        {"name":"c","namespace":"other"},
        {"name":"d","annotations":{"topic":" , ,,"}},
        {"name":"e","annotations":{"topic":7,"other":[1,{}]}},
        {"name":"f","annotations":"text","namespace":null}])",
                                            "ns");
    REQUIRE(functions.has_value());
    REQUIRE(functions->size() == 6);
    CHECK((*functions)[0] == asking("a", "openfaas-fn", "vm.powered.on,vm.powered.off"));
    CHECK((*functions)[1] == function{"b", "ns"});
    CHECK((*functions)[2] == function{"c", "other"});
    for (std::size_t i = 3; i < 6; ++i)
        CHECK((*functions)[i].patterns.empty());
    CHECK((*functions)[4].mistakes.size() == 1);
}

TEST_CASE("empty lists and null are empty lists", "[routing]")
{
    CHECK(decode_functions("[]")->empty());
    CHECK(decode_functions(" null ")->empty());
    CHECK(decode_namespaces("null")->empty());
    CHECK(*decode_namespaces(R"(["a","b"])") == names{"a", "b"});
}

TEST_CASE("what is no function list is refused with a word of what came", "[routing]")
{
    const auto html = decode_functions("<html>\n<body>504");
    REQUIRE_FALSE(html.has_value());
    CHECK(html.error().is(errc::not_json));
    CHECK(html.error().detail == "it begins with \"<html>\\x0a<body>504\"");
    CHECK(decode_functions("").error().detail == "the answer is empty");
    CHECK(decode_functions("[{\"name\":\"a\"},").error().is(errc::not_json));
    CHECK(decode_functions("[] trailing").error().is(errc::not_json));
    CHECK(decode_functions(R"({"message":"no"})").error().is(errc::unexpected_json));
    CHECK(decode_functions(R"([{"image":"x"},{"name":""}])")
              .error()
              .detail.starts_with("no entry has a name, "));
    CHECK(decode_functions("[7]").error().is(errc::unexpected_json));
    CHECK(decode_namespaces("[1,null]").error().detail == "no entry has a name, it begins with \"[1,null]\"");
}

TEST_CASE("an entry without a name does not hide the others", "[routing]")
{
    std::size_t nameless = 0;
    const auto functions = decode_functions(
        R"([{"image":"x"},{"name":"a"},7,null,{"name":"","annotations":{"topic":"t"}},{"name":5}])", "ns",
        nullptr, &nameless);
    REQUIRE(functions.has_value());
    REQUIRE(functions->size() == 1);
    CHECK(functions->at(0).name == "a");
    CHECK(nameless == 5);
    CHECK(*decode_namespaces(R"(["a",null,{"name":"b"},"c"])", &nameless) == names{"a", "c"});
    CHECK(nameless == 7);
}

TEST_CASE("a function in a namespace that was not listed may be there", "[routing]")
{
    const topic_map map({asking("a", "x", "t")}, {"y"});
    CHECK(map.contains("a", "x"));
    CHECK_FALSE(map.contains("b", "x"));
    CHECK(map.contains("b", "y"));
    CHECK(map.find("b", "y") == nullptr);
    CHECK_FALSE(map == topic_map({asking("a", "x", "t")}));
}

TEST_CASE("deep nesting is only more JSON", "[routing]")
{
    const std::size_t depth = 1'000'000;
    CHECK(decode_functions(std::string(depth, '[')).error().is(errc::not_json));
    CHECK(decode_functions(std::string(depth, '[') + std::string(depth, ']'))
              .error()
              .is(errc::unexpected_json));
    std::string objects;
    for (std::size_t i = 0; i < depth; ++i)
        objects += "{\"a\":";
    CHECK(decode_functions(objects).error().is(errc::not_json));
}

TEST_CASE("an event goes to each function that asks for one of its names, once, in a stable order",
          "[routing]")
{
    const topic_map map({asking("z", "a", "vm.powered.on,VmPoweredOnEvent"),
                         asking("b", "b", "vm.powered.on"), asking("a", "b", "VmPoweredOnEvent,ex"),
                         asking("idle", "b", ""), asking("ids", "b", "com.vmware.cis.tagging.attach")});
    CHECK(matched(map, {"vm.powered.on", "VmPoweredOnEvent", "", {}}) == names{"z.a", "a.b", "b.b"});
    CHECK(matched(map, {"ex", "EventEx", "com.vmware.cis.tagging.attach", {}}) == names{"a.b", "ids.b"});
    CHECK(matched(map, {"VM.powered.on", "vm.powered", "", {}}).empty());
    CHECK(matched(topic_map(), {"ex", "EventEx", "", {}}).empty());
    CHECK(map.subscribed() == 4);
    CHECK(map.topics() == 4);
}

TEST_CASE("a map knows every function that the gateway listed", "[routing]")
{
    const topic_map map({asking("a", "x", ""), asking("a", "y", "t"), asking("a", "y", "late")});
    CHECK(map.functions().size() == 2);
    CHECK(map.contains("a", "x"));
    CHECK(map.contains("a", "y"));
    CHECK_FALSE(map.contains("a", ""));
    CHECK_FALSE(map.contains("b", "x"));
    CHECK(matched(map, {"late", "LateEvent", "", {}}).empty());
    CHECK(map == topic_map({asking("a", "y", "t"), asking("a", "x", "")}));
    CHECK_FALSE(map == topic_map({asking("a", "y", "t")}));
}

TEST_CASE("a list cut off or damaged anywhere is refused or read, never more", "[routing]")
{
    const std::string whole =
        R"([{"name":"a","namespace":"ns","annotations":{"topic":"vm.powered.on, ex"}},{"name":"b","annotations":null}])";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        CHECK(decode_functions(whole.substr(0, i)).has_error());
        for (const char c : {'\0', '"', '{', ']', '\xFF'}) {
            auto damaged = whole;
            damaged[i] = c;
            const auto functions = decode_functions(damaged);
            if (functions.has_error())
                CHECK_FALSE(functions.error().detail.empty());
        }
    }
}
