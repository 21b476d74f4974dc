// A replay's deliveries, when the function or the gateway does not play along.
#include "../../src/commands/replay_deliveries.hpp"

#include "support/catch.hpp"
#include "support/fake_http_client.hpp"
#include "support/manual_timers.hpp"
#include "support/memory_log.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::commands;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* echo_target = "/function/echo.fn";

std::shared_ptr<const routing::topic_map> echo(std::optional<std::chrono::milliseconds> timeout)
{
    routing::function f{"echo", "fn"};
    f.options.retries = 2;
    f.options.timeout = timeout;
    return std::make_shared<const routing::topic_map>(std::vector<routing::function>{f});
}

struct delivering {
    explicit delivering(std::optional<std::chrono::milliseconds> timeout = {}) : timeout_(timeout)
    {
        running = start(timers, run());
    }

    // A page of events of as many objects.
    void commit(std::int32_t count)
    {
        store::event_page page;
        page.position.instance_uuid = "uuid";
        for (std::int32_t key = 1; key <= count; ++key) {
            store::event_page::entry entry;
            entry.event.id = "uuid/" + std::to_string(key);
            entry.event.object = std::to_string(key);
            entry.functions.push_back({"echo", "fn"});
            page.entries.push_back(std::move(entry));
            page.marks.push_back({key, base::wall_time(std::chrono::seconds(key))});
        }
        start(timers, deliveries.journal().commit(std::move(page)));
    }
    boost::asio::awaitable<bool> run()
    {
        co_await deliveries.run();
        co_return true;
    }
    boost::asio::awaitable<bool> drained()
    {
        co_await deliveries.drained();
        co_return true;
    }

    std::optional<std::chrono::milliseconds> timeout_;
    manual_timers timers;
    fake_http_client http{timers};
    memory_log log;
    config::settings settings;
    std::string gave_up;
    replay_deliveries deliveries{http, settings, timers, log, echo(timeout_), [this](std::string why) {
                                     gave_up = std::move(why);
                                     deliveries.stop();
                                 }};
    std::shared_ptr<std::optional<bool>> running;
};

}  // namespace

TEST_CASE("a replay is drained when everything has been answered, and then ends", "[app]")
{
    delivering world;
    world.http.when("POST", echo_target).reply(200).after(1s);
    world.commit(10);
    const auto drained = start(world.timers, world.drained());
    CHECK_FALSE(drained->has_value());
    world.timers.advance(2s);
    CHECK(drained->has_value());
    CHECK(world.deliveries.counts().delivered == 10);
    world.deliveries.stop();
    world.timers.settle();
    CHECK(world.running->has_value());
}

TEST_CASE("each event is tried as often as was asked for, and no broken function is waited for", "[app]")
{
    delivering world;
    world.http.when("POST", echo_target).reply(500);
    world.commit(10);
    world.timers.advance(60s);
    CHECK(world.deliveries.counts().failed == 10);
    CHECK(world.http.requests().size() == 30);
    CHECK(world.gave_up.empty());
}

TEST_CASE("a function that fails fifty times in a row ends a replay, with the rest left", "[app]")
{
    delivering world;
    world.http.when("POST", echo_target).reply(400);
    world.commit(500);
    world.timers.advance(60s);
    CHECK(world.gave_up == "50 deliveries in a row have failed");
    CHECK(world.running->has_value());
    CHECK(world.deliveries.counts().failed >= 50);
    CHECK(world.deliveries.counts().failed < 200);
    CHECK(world.deliveries.oldest_waiting().has_value());
}

TEST_CASE("a gateway that stays away is a stall, one that comes back is none", "[app]")
{
    delivering world;
    world.http.when("POST", echo_target)
        .fail({boost::system::errc::make_error_code(boost::system::errc::connection_refused)});
    CHECK_FALSE(world.deliveries.stalled());
    world.timers.advance(10min);
    CHECK_FALSE(world.deliveries.stalled());
    world.commit(5);
    world.timers.advance(100s);
    CHECK_FALSE(world.deliveries.stalled());
    SECTION("away")
    {
        world.timers.advance(40s);
        CHECK(world.deliveries.stalled());
        CHECK(world.deliveries.counts().failed == 0);
    }
    SECTION("back")
    {
        world.http.clear();
        world.http.when("POST", echo_target).reply(200);
        world.timers.advance(40s);
        CHECK(world.deliveries.counts().delivered == 5);
        CHECK_FALSE(world.deliveries.stalled());
    }
}

TEST_CASE("a function that may take its time and does is no stall", "[app]")
{
    delivering world(10min);
    world.http.when("POST", echo_target).reply(200).after(5min);
    world.commit(1);
    for (int minute = 0; minute < 6; ++minute) {
        CHECK_FALSE(world.deliveries.stalled());
        world.timers.advance(1min);
    }
    CHECK(world.deliveries.counts().delivered == 1);
}

TEST_CASE("a stop lets what is in flight end, an abort does not", "[app]")
{
    delivering world;
    world.http.when("POST", echo_target).reply(200).hold();
    world.commit(500);
    CHECK(world.http.under_way() > 0);
    const auto in_flight = world.http.under_way();
    world.deliveries.stop();
    world.timers.settle();
    CHECK_FALSE(world.running->has_value());
    SECTION("a stop")
    {
        world.http.release();
        world.timers.settle();
        CHECK(world.deliveries.counts().delivered == in_flight);
    }
    SECTION("a stop that nobody answers")
    {
        world.timers.advance(11s);
        CHECK(world.deliveries.counts().delivered == 0);
    }
    SECTION("an abort")
    {
        world.deliveries.abort();
        world.timers.settle();
        CHECK(world.deliveries.counts().delivered == 0);
    }
    CHECK(world.running->has_value());
    CHECK(world.http.requests().size() == in_flight);
    CHECK(world.deliveries.oldest_waiting().has_value());
}
