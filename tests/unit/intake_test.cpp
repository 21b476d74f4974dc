// From an event to the journal: who gets it, and in which form.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/key_range.hpp"

#include <algorithm>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using events::dialect;

namespace {

routing::function asking(std::string name, std::optional<dialect> payload = std::nullopt,
                         std::optional<std::string> content_type = std::nullopt)
{
    routing::function function;
    function.name = std::move(name);
    function.patterns = routing::read_patterns("vm.powered.on");
    function.options.payload = payload;
    function.options.content_type = std::move(content_type);
    return function;
}

std::shared_ptr<const store::event_record> event_of(followed_model& world, const std::string& function)
{
    store::claim all;
    all.function.name = function;
    const auto answer = start(world.timers, world.journal.read(std::move(all)));
    const auto found = (*answer)->value().deliveries;
    REQUIRE(found.size() == 1);
    return found[0].event;
}

}  // namespace

TEST_CASE("functions that want the same form share one entry of the journal", "[source]")
{
    followed_model world;
    world.functions = {asking("a"),
                       asking("b", dialect::legacy),
                       asking("c", dialect::cloudevents),
                       asking("d", dialect::cloudevents, "application/json"),
                       asking("e", std::nullopt, ""),
                       asking("f", dialect::cloudevents),
                       asking("g", dialect::cloudevents_binary)};
    world.start();
    world.post(1);
    const auto of = [&](const std::string& function) { return event_of(world, function); };
    CHECK(of("a") == of("b"));
    CHECK(of("c") == of("f"));
    CHECK(of("c") != of("d"));
    CHECK(of("c")->body == of("d")->body);
    CHECK(of("d")->content_type == "application/json");
    CHECK(of("a")->body == of("e")->body);
    CHECK(of("e")->content_type.empty());
    CHECK(of("g")->headers.size() == 10);
    CHECK(world.journal.ids.size() == 5);
    for (const auto& function : world.functions) {
        CHECK(of(function.name)->id == of("a")->id);
        CHECK(of(function.name)->object == of("a")->object);
        CHECK(of(function.name)->topic == "vm.powered.on");
    }
}

TEST_CASE("the settings' form counts where a function names none, each half by itself", "[source]")
{
    followed_model world;
    world.functions = {asking("a"), asking("b", dialect::veba), asking("c", std::nullopt, "text/plain")};
    world.start([](source::follower_options& options) {
        options.intake.payload = {dialect::vspheresource, "application/x"};
    });
    world.post(1);
    CHECK(event_of(world, "a")->headers.size() == 7);
    CHECK(event_of(world, "a")->content_type == "application/x");
    CHECK(event_of(world, "b")->headers.empty());
    CHECK(event_of(world, "b")->content_type == "application/x");
    CHECK(event_of(world, "c")->headers.size() == 7);
    CHECK(event_of(world, "c")->content_type == "text/plain");
}

TEST_CASE("an event that a filter holds back is in the log for debugging, with the reason", "[source]")
{
    followed_model world;
    world.functions = {asking("passes"), asking("false"), asking("broken")};
    world.functions[0].filter = routing::filter("vm LIKE 'vm%'");
    world.functions[1].filter = routing::filter("vm = 'other'");
    world.functions[2].filter = routing::filter("nosuch = 'x'");
    world.start();
    world.post(1);
    CHECK(world.journal.pending() == 1);
    const auto held = [&](const std::string& function, const std::string& why) {
        return world.log.count(base::log_level::debug, "A filter holds an event back event=") == 2 &&
               world.log.count(base::log_level::debug, "function=" + function + " filter=" + why) == 1;
    };
    CHECK(held("false", "vm = 'other' reason=the filter is false"));
    CHECK(held("broken", "nosuch = 'x' reason=MissingAttributeError"));
}

TEST_CASE("a filter that cannot be evaluated is warned about once, a missing attribute is not", "[source]")
{
    followed_model world;
    world.functions = {asking("mistaken"), asking("choosy")};
    world.functions[0].filter = routing::filter("vm > 5");
    world.functions[1].filter = routing::filter("alarm = 'x'");
    world.start();
    world.post(3);
    const std::string warning = "A filter cannot be evaluated for an event";
    CHECK(world.log.count(base::log_level::warn, warning) == 1);
    CHECK(world.log.count(base::log_level::warn, "function=mistaken filter=vm > 5") == 1);
    CHECK(world.journal.pending() == 0);
}

TEST_CASE("a page whose events are large is committed in parts, each event once and in order", "[source]")
{
    followed_model world;
    world.functions = {asking("one"), asking("two", dialect::cloudevents)};
    world.start();
    for (int i = 0; i < 300; ++i) {
        posted_event event;
        event.vm = "vm";
        event.message = std::string(100'000, 'm');
        world.model.post(event);
    }
    world.http.poke();
    world.timers.settle();
    const auto keys = world.keys();
    CHECK(keys.size() == 600);
    CHECK(std::is_sorted(keys.begin(), keys.end()));
    // 30 MB of payloads with whole events, at most some 4 MiB in one commit.
    CHECK(world.journal.checkpoints.size() >= 8);
    CHECK(world.journal.checkpoints.size() < 20);
    world.restart();
    world.post(1);
    CHECK(world.keys().size() == 602);
}

TEST_CASE("a page that breaks off between its parts is read on where it stands", "[source]")
{
    followed_model world;
    world.functions = {asking("one", dialect::cloudevents)};
    world.start();
    for (int i = 0; i < 300; ++i) {
        posted_event event;
        event.vm = "vm";
        event.message = std::string(100'000, 'm');
        world.model.post(event);
    }
    world.journal.refuse_after = 3;
    world.http.poke();
    world.timers.settle();
    world.advance(std::chrono::minutes(2));
    const auto keys = world.keys();
    CHECK(world.journal.refuse_after == 0);
    CHECK(keys == keys_from_to(keys.front(), keys.front() + 299));
}
