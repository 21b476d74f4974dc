#include "vcenter_connector/routing/topic_map.hpp"

#include "support/catch.hpp"

#include <map>

using namespace vcenter_connector;
using namespace vcenter_connector::routing;

namespace {

struct fixed_attributes final : cesql::attributes {
    std::map<std::string, cesql::value, std::less<>> values;

    std::optional<cesql::value> find(std::string_view name) const override
    {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
};

const events::event_names powered_on{"vm.powered.on", "VmPoweredOnEvent", "", {"VmEvent", "Event"}};

function filtered(std::string name, std::string_view topic, std::string_view text)
{
    return {std::move(name), "", read_patterns(topic), {}, filter(text)};
}

std::vector<std::string> names_of(const std::vector<const function*>& functions)
{
    std::vector<std::string> names;
    for (const auto* f : functions)
        names.push_back(f->name);
    return names;
}

}  // namespace

TEST_CASE("a filter is parsed once for as long as somebody holds it", "[routing]")
{
    filter_cache cache;
    auto first = cache.get("vm = 'a'");
    REQUIRE(first.expression() != nullptr);
    CHECK(cache.get("vm = 'a'").expression() == first.expression());
    CHECK(cache.get("vm = 'b'").expression() != first.expression());
    cache.forget_unused();
    CHECK(cache.get("vm = 'a'").expression() == first.expression());
    CHECK(cache.size() == 1);
    first = {};
    cache.forget_unused();
    CHECK(cache.size() == 0);
}

TEST_CASE("a list that is read again parses no filter again", "[routing]")
{
    filter_cache cache;
    const std::string list = R"([{"name":"a","annotations":{"topic":"x","vcenter.filter":"vm = 'a'"}}])";
    const auto before = decode_functions(list, "", &cache);
    const auto after = decode_functions(list, "", &cache);
    REQUIRE(before->at(0).filter.expression() != nullptr);
    CHECK(before->at(0).filter.expression() == after->at(0).filter.expression());
    CHECK(*before == *after);
    CHECK(topic_map(*before) == topic_map(*after));
    CHECK(decode_functions(list)->at(0).filter.expression() != after->at(0).filter.expression());
}

TEST_CASE("filters are the same when their texts are", "[routing]")
{
    CHECK(filter() == filter());
    CHECK(filter("vm = 'a'") == filter("vm = 'a'"));
    CHECK_FALSE(filter("vm = 'a'") == filter("vm='a'"));
    CHECK_FALSE(filter() == filter(""));
    CHECK_FALSE(filter("true") == filter::unusable("true", {}));
    CHECK_FALSE(filter().given());
    CHECK_FALSE(filter().invalid());
    CHECK(filter("vm = ").invalid());
    CHECK(filter("vm = ").expression() == nullptr);
    CHECK(filter("").invalid());
}

TEST_CASE("an event goes to those whose filter it passes, and the others say why not", "[routing]")
{
    const topic_map map({filtered("broken", ">", "vm = "), filtered("errs", ">", "NOT (nothing = 'x')"),
                         filtered("no", "vm.>", "vm = 'other'"), filtered("not-asked", "host.>", "true"),
                         filtered("number", ">", "7"), filtered("yes", "VmEvent", "vm = 'web-1'"),
                         function{"without", "", read_patterns("vm.powered.on")}});
    fixed_attributes of;
    of.values["vm"] = std::string("web-1");

    CHECK(names_of(map.match(powered_on)) ==
          std::vector<std::string>{"broken", "errs", "no", "number", "without", "yes"});
    std::vector<held_back> held;
    CHECK(names_of(map.match(powered_on, of, &held)) == std::vector<std::string>{"without", "yes"});
    REQUIRE(held.size() == 4);
    CHECK(held[0].by->name == "broken");
    CHECK(reason_of(held[0]) == "the filter is invalid");
    CHECK(held[1].by->name == "errs");
    CHECK_THAT(reason_of(held[1]), Catch::Matchers::ContainsSubstring("MissingAttributeError") &&
                                       Catch::Matchers::ContainsSubstring("nothing"));
    CHECK(reason_of(held[2]) == "the filter is false");
    CHECK(reason_of(held[3]) == "the filter is neither true nor false");
    CHECK(map.match(powered_on, of).size() == 2);
    CHECK(map.subscribed() == 6);
    CHECK(map.topics() == 5);
}
