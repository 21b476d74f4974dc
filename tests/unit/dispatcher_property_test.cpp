// Random failures of every kind: nothing is lost, nothing overtakes, only what failed is repeated.
#include "vcenter_connector/dispatch/dispatcher.hpp"

#include "support/catch.hpp"
#include "support/dispatch_fixture.hpp"

#include <boost/asio/error.hpp>

#include <random>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using answer = test::fake_http_client::answer;

namespace {

// One in three requests fails: the function, the connection, or the whole gateway for a while.
class unreliable_gateway {
public:
    unreliable_gateway(test::manual_timers& timers, std::uint32_t seed) : timers_(timers), random_(seed) {}

    answer operator()(const net::http_request& request)
    {
        if (timers_.now() < away_until_)
            return {base::failure(boost::asio::error::connection_refused)};
        switch (pick(400)) {
        case 0: away_until_ = timers_.now() + std::chrono::seconds(pick(90)); break;
        case 1: return {base::failure(base::errc::timed_out), 15s};
        case 2: return {net::http_response{401, {}, ""}};
        default: break;
        }
        const auto after = std::chrono::milliseconds(pick(50));
        switch (pick(12)) {
        case 0: return {net::http_response{503, {{"Retry-After", "2"}}, ""}, after};
        case 1: return {net::http_response{500, {}, "oops"}, after};
        case 2: return {base::failure(base::errc::connection_closed), after};
        case 3: return {net::http_response{429, {}, ""}, after};
        default: break;
        }
        if (request.method == "POST")
            ++accepted[std::string(net::find_header(request.headers, "X-Event-Id")) + request.target];
        return {net::http_response{202, {}, ""}, after};
    }

    std::map<std::string, int> accepted;

private:
    int pick(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

    test::manual_timers& timers_;
    std::mt19937 random_;
    base::steady_time away_until_{};
};

}  // namespace

TEST_CASE("a thousand deliveries through an unreliable gateway arrive once each, in order", "[dispatch]")
{
    const auto seed = GENERATE(1U, 20U, 300U, 4000U);
    INFO("seed " << seed);
    test::dispatch_fixture f;
    unreliable_gateway gateway(f.timers, seed);
    std::mt19937 random(seed);
    f.options.max_in_flight = 16;
    f.options.claims.window = 200;
    f.options.random = [&] { return static_cast<double>(random() % 1000) / 1000.0; };
    f.http.when("GET", "*").call(std::ref(gateway));
    f.http.when("POST", "*").call(std::ref(gateway));
    f.run();
    for (int i = 0; i < 500; ++i) {
        const auto object = i % 11 == 0 ? std::string() : "vm-" + std::to_string(random() % 40);
        f.commit({{object, "a"}});
        f.commit({{object, "b"}});
        f.timers.advance(std::chrono::milliseconds(random() % 20));
    }
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.dispatcher->counts().delivered == 1000);
    CHECK(f.dispatcher->counts().dead == 0);
    CHECK(gateway.accepted.size() == 1000);
    for (const auto& [event, times] : gateway.accepted)
        CHECK(times == 1);
    CHECK(f.in_order());
}

TEST_CASE("restarts lose nothing, and repeat only what was in flight", "[dispatch]")
{
    const auto seed = GENERATE(2U, 30U, 400U, 5000U);
    INFO("seed " << seed);
    test::dispatch_fixture f;
    unreliable_gateway gateway(f.timers, seed);
    std::mt19937 random(seed);
    f.durable = true;
    f.options.max_in_flight = 8;
    f.options.claims.window = 40;
    f.options.random = [&] { return static_cast<double>(random() % 1000) / 1000.0; };
    f.http.when("GET", "*").call(std::ref(gateway));
    f.http.when("POST", "*").call(std::ref(gateway));
    f.run();
    std::size_t cut = 0;
    for (int i = 0; i < 400; ++i) {
        const auto object = i % 11 == 0 ? std::string() : "vm-" + std::to_string(random() % 20);
        f.commit({{object, "a"}, {object, "b"}});
        f.timers.advance(std::chrono::milliseconds(random() % 40));
        if (random() % 10 == 0) {
            cut += f.http.under_way();
            f.restart();
        }
    }
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.dead.empty());
    CHECK(gateway.accepted.size() == 800);
    std::size_t repeated = 0;
    for (const auto& [event, times] : gateway.accepted)
        repeated += static_cast<std::size_t>(times - 1);
    CHECK(repeated <= cut);
    CHECK(cut > 0);
    CHECK(f.in_order());
}
