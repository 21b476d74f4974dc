// Refusals that will not pass by waiting, and one that will.
#include "support/catch.hpp"
#include "support/dispatch_fixture.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using base::log_level;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr const char* disabled = "Function invocations disabled due to error: 16 functions, 15 are allowed.";

}  // namespace

TEST_CASE("a body larger than the queue takes is a dead letter with its size, and the object goes on",
          "[dispatch]")
{
    const auto [status, text] =
        GENERATE(std::pair<unsigned, const char*>{500, "nats: maximum payload exceeded"},
                 std::pair<unsigned, const char*>{413, "too large"});
    dispatch_fixture f;
    f.http.when("POST", "*").reply(status, text).times(1);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}});
    f.timers.settle();
    REQUIRE(f.dead.size() == 1);
    const auto size = std::to_string(f.http.requests().at(0).body.size());
    CHECK_THAT(f.dead[0], ContainsSubstring("HTTP " + std::to_string(status) + " (the body has " + size +
                                            " bytes, more than the gateway's queue takes"));
    CHECK_THAT(f.dead[0], ContainsSubstring(text));
    CHECK(f.dispatcher->counts().delivered == 1);
    CHECK(f.http.count("POST", "") == 2);
}

TEST_CASE("a function that answers with a redirect has run: it is not invoked again", "[dispatch]")
{
    dispatch_fixture f;
    f.async = false;
    f.http.when("POST", "/function/a.ns").reply(302, "", {{"Location", "https://app.example.com/done?k=1"}});
    f.http.when("POST", "*").reply(200);
    f.http.when("GET", "/system/info").reply(200, "{}");
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "b"}});
    f.timers.advance(1h);
    CHECK(f.http.count("POST", "/function/a.ns") == 1);
    CHECK(f.dead == std::vector<std::string>{
                        "HTTP 302, a redirect to https://app.example.com/done?..., which is not followed"});
    CHECK(f.dispatcher->counts().delivered == 1);
    CHECK(f.log.count(log_level::warn, "The gateway cannot be used") == 0);
}

TEST_CASE("a gateway that redirects is out of order, and the line says where it points", "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(308, "", {{"Location", "https://gateway.example.com/x"}}).times(20);
    f.http.when("GET", "/system/info")
        .reply(308, "", {{"Location", "https://gateway.example.com/y"}})
        .times(20);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-2", "b"}});
    REQUIRE(f.timers.advance_until([&] { return f.journal->pending() == 0; }));
    CHECK(f.dead.empty());
    CHECK(f.attempts.empty());
    CHECK(f.log.count(log_level::warn,
                      "The gateway cannot be used; deliveries are kept and wait error=HTTP 308, a "
                      "redirect to https://gateway.example.com/x, which is not followed") == 1);
    CHECK(f.log.count(log_level::warn, "cure=make -gateway the URL that the redirect names") == 1);
    CHECK(f.log.count(log_level::warn, "") == 1);
}

TEST_CASE("a function that the gateway invokes no more waits without attempts, and others go on",
          "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits = {2, 1h};
    f.http.when("POST", "/async-function/a.ns").reply(405, disabled);
    f.http.when("POST", "*").reply(202);
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}, {"vm-2", "a"}});
    for (int minute = 0; minute < 100; ++minute) {
        f.commit({{"vm-3", "b"}});
        f.timers.advance(1min);
    }
    CHECK(f.dispatcher->counts().delivered == 100);
    CHECK(f.journal->pending() == 3);
    CHECK(f.attempts.empty());
    CHECK(f.log.count(log_level::warn,
                      "The gateway does not invoke the function; its deliveries wait, and nothing "
                      "counts as an attempt function=a.ns error=HTTP 405: Function") == 1);
    CHECK(f.log.count(log_level::warn, "") == 1);

    f.http.clear();
    f.http.when("POST", "*").reply(202);
    f.timers.advance(1min);
    CHECK(f.journal->pending() == 0);
    CHECK(f.dead.empty());
    CHECK(f.in_order());
    CHECK(f.log.count(log_level::info, "The function answers again function=a.ns") == 1);
}

TEST_CASE("a gateway that invokes no function is out of order: one line, no dead letter, and it recovers",
          "[dispatch]")
{
    dispatch_fixture f;
    f.options.limits = {2, 1h};
    f.http.when("POST", "*").reply(405, disabled).after(5ms);
    f.run();
    for (int i = 0; i < 30; ++i)
        f.commit({{"vm-" + std::to_string(i % 7), std::string(1, static_cast<char>('a' + i % 3))}});
    f.timers.advance(48h);
    CHECK(f.journal->pending() == 30);
    CHECK(f.attempts.empty());
    CHECK(f.dead.empty());
    CHECK(f.log.count(log_level::warn,
                      "The gateway cannot be used; deliveries are kept and wait error=HTTP 405: "
                      "Function invocations disabled") == 1);
    CHECK(f.log.count(log_level::warn, "cure=remove functions") == 1);
    CHECK(f.log.count(log_level::warn, "") == 1);

    f.http.clear();
    f.http.when("POST", "*").reply(202);
    f.timers.advance(1min);
    CHECK(f.journal->pending() == 0);
    CHECK(f.dispatcher->counts().delivered == 30);
    CHECK(f.in_order());
    CHECK(f.log.count(log_level::info, "The gateway can be used again") == 1);
}

TEST_CASE("an asynchronous invocation that is answered with another success than 202 is told once",
          "[dispatch]")
{
    dispatch_fixture f;
    f.http.when("POST", "*").reply(200, "<html>welcome</html>");
    f.run();
    f.commit({{"vm-1", "a"}, {"vm-1", "a"}, {"vm-2", "b"}});
    f.timers.settle();
    CHECK(f.dispatcher->counts().delivered == 3);
    CHECK(f.log.count(log_level::warn,
                      "was not answered with 202; something else than a gateway answers "
                      "function=a.ns event=uuid/1 status=200 cure=check that -gateway") == 1);
    CHECK(f.log.count(log_level::warn, "") == 1);

    dispatch_fixture g;
    g.async = false;
    g.http.when("POST", "*").reply(200);
    g.run();
    g.commit({{"vm-1", "a"}});
    g.timers.settle();
    CHECK(g.log.count(log_level::warn, "") == 0);
}
