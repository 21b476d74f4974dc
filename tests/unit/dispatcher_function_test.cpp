// One function's trouble and one function's wishes.
#include "vcenter_connector/dispatch/dispatcher.hpp"

#include "support/catch.hpp"
#include "support/dispatch_fixture.hpp"

#include <boost/asio/error.hpp>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::log_level;
using routing::invocation_mode;
using test::dispatch_fixture;

namespace {

std::vector<dispatch_fixture::wanted> many(const std::string& function, int count, int objects)
{
    std::vector<dispatch_fixture::wanted> events;
    for (int i = 0; i < count; ++i)
        events.push_back({"vm-" + std::to_string(i % objects), function});
    return events;
}

}  // namespace

TEST_CASE("a broken function is probed, delays no other, and gets everything when it is back", "[dispatch]")
{
    dispatch_fixture f;
    f.async = false;
    f.options.max_in_flight = 8;
    f.http.when("POST", "/function/broken.ns").reply(500, "boom").after(1s);
    f.http.when("POST", "*").reply(200).after(10ms);
    f.run();
    f.commit(many("broken", 300, 100));
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::warn, "The function fails; its deliveries wait, and one at a time is tried "
                                       "function=broken.ns failures=5 error=HTTP 500: boom") == 1);
    CHECK(f.log.count(log_level::warn, "") < 10);
    const auto tried = f.http.requests().size();
    CHECK(tried < 20);
    f.timers.advance(30min);
    CHECK(f.http.requests().size() < tried + 90);
    CHECK(f.http.requests().size() > tried + 50);

    f.commit(many("good", 200, 50));
    f.timers.advance(2s);
    CHECK(f.dispatcher->counts().delivered == 200);

    f.http.clear();
    f.http.when("POST", "*").reply(200).after(10ms);
    f.timers.advance(40s);
    CHECK(f.log.count(log_level::info, "The function answers again function=broken.ns after=") == 1);
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }, 10min));
    CHECK(f.dispatcher->counts().dead == 0);
    CHECK(f.in_order());
}

TEST_CASE("one object that always fails does not stop its function", "[dispatch]")
{
    dispatch_fixture f;
    f.options.claims.window = 64;
    f.http.when("POST", "*").call([](const net::http_request& r) {
        const bool bad = net::find_header(r.headers, "X-Event-Id") == "uuid/1";
        return test::fake_http_client::answer{net::http_response{bad ? 503U : 202U, {}, ""}};
    });
    f.run();
    f.commit({{"bad", "a"}});
    f.commit(many("a", 1000, 10));
    for (int i = 0; i < 100; ++i)
        f.commit({{"bad", "a"}});
    f.timers.advance(5s);
    CHECK(f.dispatcher->counts().delivered == 1000);
    CHECK(f.log.count(log_level::warn, "The function fails") == 0);
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.dispatcher->counts().dead == 1);
    CHECK(f.dispatcher->counts().delivered == 1100);
    CHECK(f.in_order());
}

TEST_CASE("a function that has failed for too long loses what is older than that", "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits = {1'000'000, 24h};
    f.http.when("POST", "*").reply(500, "boom");
    f.run();
    f.commit(many("a", 2000, 20));
    f.timers.advance(20h);
    CHECK(f.dead.empty());
    f.commit(many("a", 30, 6));
    f.timers.advance(5h);
    CHECK(f.dead.size() == 2000);
    CHECK(f.journal->pending() == 30);
    CHECK(f.dead.back().find("the function has failed for 2") == 0);
    CHECK(f.dead.back().find("HTTP 500: boom") != std::string::npos);
    f.http.clear();
    f.http.when("POST", "*").reply(202);
    f.timers.advance(10min);
    CHECK(f.journal->pending() == 0);
    CHECK(f.dispatcher->counts().delivered == 30);
}

TEST_CASE("what waits for a broken function does not age while the gateway is away", "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits = {1'000'000, 24h};
    bool away = false;
    f.http.when("POST", "*").call([&](const net::http_request&) {
        if (away)
            return test::fake_http_client::answer{base::failure(boost::asio::error::connection_refused)};
        return test::fake_http_client::answer{net::http_response{500, {}, "boom"}};
    });
    f.run();
    f.commit(many("a", 20, 20));
    f.timers.advance(20h);
    f.commit(many("a", 30, 6));
    away = true;
    f.timers.advance(30h);
    away = false;
    f.timers.advance(5h);
    CHECK(f.dead.size() == 20);
    CHECK(f.journal->pending() == 30);
}

TEST_CASE("an outage of the gateway meets functions that are broken, too", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(500).times(20);
    f.http.when("POST", "*").fail({boost::asio::error::connection_refused}).times(300);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit(many("a", 50, 10));
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.dispatcher->counts().delivered == 50);
    CHECK(f.in_order());
}

TEST_CASE("429 makes a function get less at once, and more again when it takes it", "[dispatch]")
{
    dispatch_fixture f;
    f.async = false;
    f.options.max_in_flight = 32;
    f.http.when("POST", "*").call([&](const net::http_request&) {
        const bool refused = f.http.under_way() > 3;
        return test::fake_http_client::answer{net::http_response{refused ? 429U : 200U, {}, ""}, 100ms};
    });
    f.run();
    f.commit(many("a", 600, 600));
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.dispatcher->counts().dead == 0);
    CHECK(f.http.requests().size() < 1200);
    CHECK(f.log.count(log_level::warn, "The function fails") == 0);
}

TEST_CASE("annotations decide attempts, time-out and mode of one function", "[dispatch]")
{
    dispatch_fixture f;
    routing::function_options own;
    own.retries = 1;
    own.timeout = 3s;
    own.mode = invocation_mode::sync;
    f.topics.list({"own"}, own);
    f.http.when("GET", "/system/info").reply(200, "{}");
    f.http.when("POST", "/function/own.ns").reply(200).hold().times(1);
    f.http.when("POST", "/function/own.ns").reply(503);
    f.http.when("POST", "/async-function/a.ns").reply(202);
    f.run();
    f.commit({{"vm-1", "own"}, {"vm-1", "a"}});
    f.timers.advance(2s);
    CHECK(f.attempts.empty());
    f.timers.advance(1s);
    REQUIRE(f.attempts.size() == 1);
    f.timers.advance(1min);
    CHECK(f.dead == std::vector<std::string>{"HTTP 503"});
    CHECK(f.attempts.size() == 2);
    CHECK(f.dispatcher->counts().delivered == 1);
}

TEST_CASE("the annotation of order holds for what is read from then on", "[dispatch]")
{
    dispatch_fixture f;
    routing::function_options none;
    none.order = base::ordering::none;
    f.http.when("POST", "*").reply(202).after(1s);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}});
    f.timers.settle();
    CHECK(f.http.under_way() == 1);
    f.topics.list({"a"}, none);
    f.commit({{"vm-2", "a"}, {"vm-2", "a"}, {"vm-2", "a"}});
    f.timers.settle();
    CHECK(f.http.under_way() == 4);
}

TEST_CASE("after a restart nothing is sent before the first function list says how", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(200).after(1s);
    f.topics.loading = true;
    f.commit(many("a", 5, 5));
    f.run();
    f.timers.advance(1min);
    CHECK(f.http.requests().empty());

    routing::function_options strict;
    strict.order = base::ordering::strict;
    strict.mode = invocation_mode::sync;
    f.topics.list({"a"}, strict);
    f.timers.advance(3500ms);
    REQUIRE(f.http.requests().size() == 4);
    CHECK(f.http.requests()[0].target == "/function/a.ns");
}

TEST_CASE("an order that changes while deliveries are in memory sends none of them twice", "[dispatch]")
{
    dispatch_fixture f;
    f.async = false;
    f.options.claims.window = 16;
    f.options.circuit.failures = 1000;
    bool better = false;
    const auto begin = f.timers.now();
    f.http.when("POST", "*").call([&](const net::http_request& r) {
        const bool first = net::find_header(r.headers, "X-Event-Id") == "uuid/1";
        const bool good = better || (first && f.timers.now() > begin + 2min);
        return test::fake_http_client::answer{net::http_response{good ? 200U : 503U, {}, ""}};
    });
    f.topics.list({"a"});
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}});
    f.run();
    f.timers.advance(1ms);
    routing::function_options loose;
    loose.order = base::ordering::none;
    f.topics.list({"a"}, loose);
    f.commit({{"vm-1", "a"}});
    f.commit(many("a", 30, 30));
    f.timers.advance(30min);
    better = true;
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }, 1h));
    CHECK(f.dispatcher->counts().delivered == 33);
}
