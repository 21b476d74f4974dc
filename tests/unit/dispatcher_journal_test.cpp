// What the dispatcher tells the journal, and what it makes of what the journal knows.
#include "vcenter_connector/dispatch/dispatcher.hpp"

#include "support/catch.hpp"
#include "support/dispatch_fixture.hpp"

#include <boost/asio/error.hpp>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::log_level;
using test::dispatch_fixture;

TEST_CASE("each failed attempt is noted with its status, its reason and when the next may begin",
          "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(503, std::string(1000, 'x')).after(2s).times(1);
    f.http.when("POST", "*").fail({base::errc::connection_closed}).times(1);
    f.http.when("POST", "*").reply(400, "no").times(1);
    f.run();
    const auto begin = f.timers.wall();
    f.commit({{"vm-1", "a"}});
    f.timers.advance(1min);
    REQUIRE(f.attempts.size() == 3);
    CHECK(f.attempts[0].id == 1);
    CHECK(f.attempts[0].made.at == begin);
    CHECK(f.attempts[0].made.status == 503);
    CHECK(f.attempts[0].made.reason.starts_with("HTTP 503: xxx"));
    CHECK(f.attempts[0].made.reason.size() < 400);
    CHECK(f.attempts[0].not_before == begin + 2500ms);
    CHECK(f.attempts[1].made.at == begin + 2500ms);
    CHECK(f.attempts[1].made.status == 0);
    CHECK(f.attempts[2].made.reason == "HTTP 400: no");
    CHECK(f.dead.size() == 1);
}

TEST_CASE("a restart does not reset attempts, age or waits", "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits.max_attempts = 3;
    f.http.when("POST", "*").reply(503, "", {{"Retry-After", "600"}});
    f.run();
    f.commit({{"vm-1", "a"}});
    f.timers.advance(1min);
    f.restart();
    f.timers.advance(8min);
    CHECK(f.http.requests().size() == 1);
    f.timers.advance(2min);
    CHECK(f.http.requests().size() == 2);
    f.restart();
    f.timers.advance(11min);
    CHECK(f.http.requests().size() == 3);
    CHECK(f.dead.size() == 1);

    dispatch_fixture g;
    g.options.limits = {1000, 1h};
    g.http.when("POST", "*").reply(503, "", {{"Retry-After", "1200"}});
    g.run();
    g.commit({{"vm-1", "a"}});
    for (int i = 0; i < 2; ++i) {
        g.timers.advance(21min);
        g.restart();
    }
    CHECK(g.dead.empty());
    g.timers.advance(30min);
    CHECK(g.dead.size() == 1);
}

TEST_CASE("the next of a lane is sent when the settlement is safe, other lanes do not wait", "[dispatch]")
{
    dispatch_fixture f;
    f.options.max_in_flight = 2;
    f.hold_settlements = true;
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}, {"vm-2", "a"}, {"vm-3", "a"}});
    f.timers.advance(1min);
    CHECK(f.http.requests().size() == 3);
    f.release_settlements();
    CHECK(f.http.requests().size() == 4);
    CHECK(f.journal->pending() == 0);
    CHECK(f.in_order());
}

TEST_CASE("a journal that cannot write stops the sending", "[dispatch]")
{
    dispatch_fixture f;
    f.options.max_in_flight = 3;
    f.hold_settlements = true;
    f.http.when("POST", "*").reply(202);
    f.run();
    for (int i = 0; i < 50; ++i)
        f.commit({{"", "a"}});
    f.timers.advance(1h);
    CHECK(f.http.requests().size() == 12);
    f.release_settlements();
    f.timers.advance(1s);
    CHECK(f.dispatcher->counts().delivered == 50);
}

TEST_CASE("with a durable journal a stop sends nothing more and waits for what is in flight", "[dispatch]")
{
    dispatch_fixture f;
    f.durable = true;
    f.options.max_in_flight = 2;
    f.http.when("POST", "/async-function/broken.ns").reply(503).times(1);
    f.http.when("POST", "*").reply(202).after(3s);
    f.run();
    f.commit({{"vm-1", "broken"}, {"vm-1", "a"}, {"vm-2", "a"}, {"vm-3", "a"}, {"vm-4", "a"}});
    f.dispatcher->stop(f.timers.now() + 20s);
    f.timers.advance(2s);
    CHECK_FALSE(f.ended->has_value());
    f.timers.advance(1s);
    CHECK(f.http.requests().size() == 3);
    f.journal->close();
    f.timers.settle();
    REQUIRE(f.ended->has_value());
    CHECK((*f.ended)->delivered == 2);
    CHECK((*f.ended)->left == 3);
}

TEST_CASE("a settlement that cannot be made keeps its lane and is repeated after a restart", "[dispatch]")
{
    dispatch_fixture f;
    f.durable = true;
    f.hold_settlements = true;
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}});
    f.restart();
    f.timers.settle();
    CHECK(f.http.requests().size() == 2);
    f.release_settlements();
    REQUIRE(f.http.requests().size() == 3);
    CHECK(net::find_header(f.http.requests()[1].headers, "X-Event-Id") == "uuid/1");
    CHECK(net::find_header(f.http.requests()[2].headers, "X-Event-Id") == "uuid/2");
    CHECK(f.journal->pending() == 0);
}

TEST_CASE("a date in Retry-After counts as seconds do", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(503, "", {{"Retry-After", "Fri, 01 Mar 2024 00:02:00 GMT"}}).times(1);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}});
    f.timers.advance(119s);
    CHECK(f.http.requests().size() == 1);
    f.timers.advance(1s);
    CHECK(f.http.requests().size() == 2);
}

TEST_CASE("a backlog far beyond the window is delivered with little in memory", "[dispatch]")
{
    dispatch_fixture f;
    f.options.claims.window = 50;
    f.http.when("POST", "/async-function/stuck.ns").reply(202).hold();
    f.http.when("POST", "*").reply(202);
    std::vector<dispatch_fixture::wanted> events;
    for (int i = 0; i < 3000; ++i)
        events.push_back({"vm-" + std::to_string(i % 7), i % 3 == 0 ? "stuck" : "a"});
    f.run();
    f.commit(events);
    f.timers.advance(1s);
    CHECK(f.dispatcher->counts().delivered == 2000);
    CHECK(f.taken < 2000 + 400);
    CHECK(f.in_order());
}
