#include "vcenter_connector/dispatch/dispatcher.hpp"
#include "vcenter_connector/store/memory_journal.hpp"

#include "support/catch.hpp"
#include "support/dispatch_fixture.hpp"

#include <boost/asio/error.hpp>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::log_level;
using test::dispatch_fixture;

TEST_CASE("a delivery reaches its function once and is settled", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(202).after(12ms);
    f.run();
    f.commit({{"vm-1", "a"}});
    f.timers.advance(1s);
    CHECK(f.http.requests().size() == 1);
    CHECK(f.journal->pending() == 0);
    CHECK(f.dispatcher->counts().delivered == 1);
    CHECK(f.log.count(log_level::info,
                      "Invoke function: a.ns event=uuid/1 topic=vm.powered.on status=202 duration=12ms") ==
          1);
}

TEST_CASE("many objects go at once, within the limit, and each in order", "[dispatch]")
{
    dispatch_fixture f;
    f.options.max_in_flight = 4;
    f.http.when("POST", "*").reply(202).after(100ms);
    f.run();
    for (int i = 0; i < 20; ++i)
        f.commit({{"vm-" + std::to_string(i % 10), i % 2 == 0 ? "a" : "b"}});
    f.timers.advance(1s);
    CHECK(f.http.most_under_way() == 4);
    CHECK(f.journal->pending() == 0);
    CHECK(f.in_order());
}

TEST_CASE("a failed attempt is repeated after a backoff, Retry-After respected", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(500, "boom").times(1);
    f.http.when("POST", "*").reply(429, "", {{"Retry-After", "60"}}).times(1);
    f.http.when("POST", "*").fail({base::errc::connection_closed}).times(1);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}});
    CHECK(f.log.count(log_level::warn, "Invocation failed, it will be repeated function=a.ns event=uuid/1 "
                                       "error=HTTP 500: boom attempt=1 wait=500ms") == 1);
    f.timers.advance(500ms);
    CHECK(f.log.count(log_level::warn, "error=HTTP 429 attempt=2 wait=60s") == 1);
    f.timers.advance(59s);
    CHECK(f.http.requests().size() == 2);
    f.timers.advance(1s);
    CHECK(f.log.count(log_level::warn, "attempt=3 wait=2000ms") == 1);
    f.timers.advance(2s);
    CHECK(f.http.requests().size() == 5);
    CHECK(f.journal->pending() == 0);
    CHECK(f.in_order());
}

TEST_CASE("a refusal is a dead letter at once, and the lane goes on", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(400, "no such field").times(1);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}});
    f.timers.settle();
    CHECK(f.dead == std::vector<std::string>{"HTTP 400: no such field"});
    CHECK(f.log.count(log_level::error, "Event not delivered, given up function=a.ns event=uuid/1 "
                                        "topic=vm.powered.on error=HTTP 400: no such field attempts=1") == 1);
    CHECK(f.dispatcher->counts().delivered == 1);
    CHECK(f.dispatcher->counts().dead == 1);
}

TEST_CASE("a delivery is given up at the limit of attempts or of age", "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits = {3, 1h};
    f.http.when("POST", "*").reply(503);
    f.run();
    f.commit({{"vm-1", "a"}});
    REQUIRE(f.timers.advance_until([&] { return f.dispatcher->counts().dead == 1; }));
    CHECK(f.http.requests().size() == 3);

    dispatch_fixture g;
    g.options.limits = {1'000'000, 24h};
    g.http.when("POST", "*").reply(503);
    g.run();
    g.commit({{"vm-1", "a"}});
    const auto begin = g.timers.now();
    REQUIRE(g.timers.advance_until([&] { return g.dispatcher->counts().dead == 1; }));
    CHECK(g.timers.now() - begin >= 24h);
    CHECK(g.timers.now() - begin < 25h);
}

TEST_CASE("404 is repeated while the function is listed", "[dispatch]")
{
    dispatch_fixture f;
    f.topics.list({"a"});
    f.http.when("POST", "*").reply(404);
    f.run();
    f.commit({{"vm-1", "a"}});
    f.timers.advance(10s);
    CHECK(f.http.requests().size() > 2);
    CHECK(f.topics.refreshes > 2);
    CHECK(f.journal->pending() == 1);
    f.topics.list({"b"});
    f.timers.advance(1min);
    CHECK(f.dead == std::vector<std::string>{"HTTP 404 (no such function, or the gateway has no queue)"});
}

TEST_CASE("a gateway away for a minute loses nothing and is reported once", "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits.max_attempts = 2;
    f.http.when("POST", "*").fail({boost::asio::error::connection_refused});
    f.run();
    for (int i = 0; i < 200; ++i)
        f.commit({{"vm-" + std::to_string(i % 7), "a"}});
    f.timers.advance(1min);
    CHECK(f.journal->pending() == 200);
    CHECK(f.http.requests().size() < 80);
    CHECK(f.log.count(log_level::warn, "The gateway cannot be used; deliveries are kept and wait") == 1);
    CHECK(f.log.count(log_level::warn, "") == 1);

    f.http.clear();
    f.http.when("POST", "*").reply(202).after(5ms);
    f.timers.advance(6s);
    CHECK(f.journal->pending() == 0);
    CHECK(f.dispatcher->counts().delivered == 200);
    CHECK(f.dispatcher->counts().dead == 0);
    CHECK(f.in_order());
    CHECK(f.log.count(log_level::info, "The gateway can be used again after=") == 1);
}

TEST_CASE("an outage longer than any age limit kills nothing", "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits = {3, 1h};
    f.http.when("POST", "*").reply(500).times(1);
    f.http.when("POST", "*").reply(401, "").times(5000);
    f.http.when("GET", "*").reply(401, "").times(5000);
    f.http.when("POST", "*").reply(500).times(1);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}});
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.http.requests().size() == 10'003);
    CHECK(f.dispatcher->counts().delivered == 1);
}

TEST_CASE("a function that is refused by a gateway that accepts us stops no other", "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits.max_attempts = 3;
    const auto status = GENERATE(401U, 403U, 302U);
    f.http.when("POST", "/async-function/red.ns").reply(status);
    f.http.when("POST", "/async-function/fine.ns").reply(202);
    f.http.when("GET", "*").reply(200);
    f.run();
    for (int i = 0; i < 20; ++i)
        f.commit({{"vm", "red"}, {"vm", "fine"}});
    f.timers.advance(10ms);
    CHECK(f.dispatcher->counts().delivered == 20);
    CHECK(f.log.count(log_level::warn, "The gateway cannot be used") == 0);
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.dispatcher->counts().dead == 20);
}

TEST_CASE("a time-out counts only when the gateway itself answers", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(202).hold().times(2);
    f.http.when("GET", "/system/info").fail({base::errc::timed_out}).times(1);
    f.http.when("GET", "/system/info").reply(200, "{}");
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}});
    f.timers.advance(16s);
    CHECK(f.log.count(log_level::warn, "The gateway cannot be used") == 1);
    f.timers.advance(20s);
    CHECK(f.log.count(log_level::warn, "error=no answer in time attempt=1") == 1);
    CHECK(f.dispatcher->counts().delivered == 1);
}

TEST_CASE("a function that refuses us in a synchronous call does not stop the others", "[dispatch]")
{
    dispatch_fixture f;
    f.async = false;
    f.http.when("GET", "/system/info").reply(200, "{}");
    f.http.when("POST", "/function/private.ns").reply(401);
    f.http.when("POST", "*").reply(200);
    f.run();
    f.commit({{"vm-1", "private"}, {"vm-1", "a"}});
    f.timers.advance(1min);
    CHECK(f.dispatcher->counts().delivered == 1);
    CHECK(f.log.count(log_level::warn, "function=private.ns event=uuid/1 error=HTTP 401 attempt=1") == 1);
    CHECK(f.log.count(log_level::warn, "The gateway cannot be used") == 0);
}

TEST_CASE("a slow function leaves room for the others", "[dispatch]")
{
    dispatch_fixture f;
    f.async = false;
    f.options.max_in_flight = 8;
    f.http.when("POST", "/function/slow.ns").reply(200).after(14s);
    f.http.when("POST", "*").reply(200);
    f.run();
    for (int i = 0; i < 100; ++i)
        f.commit({{"", "slow"}});
    for (int i = 0; i < 100; ++i)
        f.commit({{"", "a"}});
    f.timers.advance(1s);
    CHECK(f.dispatcher->counts().delivered == 100);
}

TEST_CASE("the window bounds what is taken from the journal", "[dispatch]")
{
    dispatch_fixture f;
    f.options.claims.window = 10;
    f.http.when("POST", "/async-function/a.ns").reply(202).hold();
    f.run();
    for (int i = 0; i < 50; ++i)
        f.commit({{"vm-1", "a"}});
    f.timers.settle();
    CHECK(f.taken > 5);
    CHECK(f.taken <= 10);
    f.http.clear();
    f.http.when("POST", "*").reply(202);
    f.http.release();
    f.timers.settle();
    CHECK(f.journal->pending() == 0);
    CHECK(f.in_order());
}

TEST_CASE("orderings: none and strict", "[dispatch]")
{
    dispatch_fixture f;
    f.options.order = policy::ordering::none;
    f.http.when("POST", "*").reply(202).after(1s);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}});
    f.timers.settle();
    CHECK(f.http.under_way() == 2);

    dispatch_fixture g;
    g.options.order = policy::ordering::strict;
    g.http.when("POST", "*").reply(202).after(1s);
    g.run();
    g.commit({{"vm-1", "a"}, {"vm-2", "a"}, {"", "a"}, {"vm-1", "b"}});
    g.timers.settle();
    CHECK(g.http.under_way() == 2);
}

TEST_CASE("a stop sends what is ready and then ends at once", "[dispatch]")
{
    dispatch_fixture f;
    f.options.max_in_flight = 1;
    f.http.when("POST", "*").reply(202).after(1s);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-2", "a"}, {"vm-3", "a"}});
    f.stop(f.timers.now() + 8s);
    f.timers.advance(2s);
    CHECK_FALSE(f.ended->has_value());
    f.timers.advance(1s);
    REQUIRE(f.ended->has_value());
    CHECK((*f.ended)->delivered == 3);
    CHECK((*f.ended)->left == 0);
}

TEST_CASE("an idle dispatcher stops at once", "[dispatch]")
{
    dispatch_fixture f;
    f.run();
    f.stop(f.timers.now() + 8s);
    f.timers.settle();
    CHECK(f.ended->has_value());
}

TEST_CASE("at the deadline what is in flight is aborted and stays pending", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "/async-function/slow.ns").reply(202).hold();
    f.http.when("POST", "/async-function/broken.ns").reply(503);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "slow"}, {"vm-1", "a"}, {"vm-1", "broken"}});
    f.stop(f.timers.now() + 8s);
    f.timers.advance(7s);
    CHECK_FALSE(f.ended->has_value());
    f.timers.advance(1s);
    REQUIRE(f.ended->has_value());
    CHECK((*f.ended)->delivered == 1);
    CHECK((*f.ended)->left == 2);
    CHECK(f.log.count(log_level::error, "") == 0);
    CHECK(f.log.count(log_level::warn, "stopped") == 0);
}

TEST_CASE("a stop during an outage ends at the deadline and keeps everything", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").fail({boost::asio::error::connection_refused});
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-2", "a"}});
    f.timers.advance(1min);
    f.stop(f.timers.now() + 8s);
    f.timers.advance(8s);
    REQUIRE(f.ended->has_value());
    CHECK((*f.ended)->left == 2);
}

TEST_CASE("a repeated delivery is the same request, event id included", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(503).times(1);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}});
    f.timers.advance(1s);
    REQUIRE(f.http.requests().size() == 2);
    const auto& first = f.http.requests()[0];
    const auto& second = f.http.requests()[1];
    CHECK(first.body == second.body);
    CHECK(net::find_header(first.headers, "X-Event-Id") == "uuid/1");
    CHECK(net::find_header(second.headers, "X-Event-Id") == "uuid/1");
}
