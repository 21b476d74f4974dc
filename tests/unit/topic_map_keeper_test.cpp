#include "vcenter_connector/gateway/topic_map_keeper.hpp"

#include "support/catch.hpp"
#include "support/fake_http_client.hpp"
#include "support/manual_timers.hpp"
#include "support/memory_log.hpp"

#include <boost/asio/error.hpp>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::log_level;

namespace {

struct fixture {
    test::manual_timers timers;
    test::fake_http_client http{timers};
    test::memory_log log;
    std::unique_ptr<gateway::topic_map_keeper> keeper;

    explicit fixture(gateway::gateway_access access = {})
    {
        gateway::topic_map_keeper_options options;
        options.access = std::move(access);
        keeper = gateway::make_topic_map_keeper(http, timers, log, options);
    }

    void run()
    {
        timers.spawn(keeper->run());
        timers.settle();
    }

    void serve(const std::string& functions)
    {
        http.clear();
        http.when("GET", "/system/namespaces").reply(200, R"(["ns"])");
        http.when("GET", "/system/functions?namespace=ns").reply(200, functions);
    }
};

constexpr const char* one = R"([{"name":"a","namespace":"ns","annotations":{"topic":"vm.powered.on"}}])";
constexpr const char* two =
    R"([{"name":"a","namespace":"ns","annotations":{"topic":"vm.powered.on"}},{"name":"b","namespace":"ns"}])";

}  // namespace

TEST_CASE("the topic map is loaded from every namespace, names percent-encoded", "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/namespaces").reply(200, R"(["a&b","c"])");
    f.http.when("GET", "/system/functions?namespace=a%26b")
        .reply(200, R"([{"name":"x","annotations":{"topic":"t"}}])");
    f.http.when("GET", "/system/functions?namespace=c").reply(200, two);
    CHECK(f.keeper->current() == nullptr);
    f.run();
    REQUIRE(f.keeper->current() != nullptr);
    CHECK(f.keeper->current()->contains("x", "a&b"));
    CHECK(f.keeper->current()->contains("b", "ns"));
    CHECK(f.log.count(log_level::info, "Syncing topic map functions=2 topics=2") == 1);
}

TEST_CASE("a gateway without namespaces is asked for all functions", "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/functions").reply(200, R"([{"name":"x","annotations":{"topic":"t"}}])");
    f.run();
    REQUIRE(f.keeper->current() != nullptr);
    CHECK(f.keeper->current()->contains("x", ""));

    fixture g;
    g.http.when("GET", "/system/namespaces").reply(200, "[]");
    g.http.when("GET", "/system/functions").reply(200, "null");
    g.run();
    REQUIRE(g.keeper->current() != nullptr);
    CHECK(g.keeper->current()->functions().empty());
}

TEST_CASE("the map is refreshed each interval, and sooner on request", "[gateway]")
{
    fixture f;
    f.serve(one);
    f.run();
    f.timers.advance(30s);
    CHECK(f.http.count("GET", "/system/functions") == 4);
    CHECK(f.log.count(log_level::debug, "Syncing topic map") == 4);
    CHECK(f.log.count(log_level::info, "Syncing topic map") == 1);

    f.serve(two);
    f.timers.advance(2s);
    for (int i = 0; i < 100; ++i)
        f.keeper->refresh_soon();
    f.timers.settle();
    CHECK(f.http.count("GET", "/system/functions") == 5);
    CHECK(f.keeper->current()->contains("b", "ns"));
    CHECK(f.log.count(log_level::info, "Syncing topic map") == 2);
    f.keeper->refresh_soon();
    f.timers.settle();
    CHECK(f.http.count("GET", "/system/functions") == 5);
    f.timers.advance(1s);
    CHECK(f.http.count("GET", "/system/functions") == 6);
}

TEST_CASE("a gateway that cannot be asked leaves the last map in force and is reported once", "[gateway]")
{
    fixture f;
    f.serve(one);
    f.run();
    const auto map = f.keeper->current();

    f.http.clear();
    f.http.when("GET", "/system/*").fail({boost::asio::error::connection_refused, "gateway:8080"});
    f.timers.advance(10min);
    CHECK(f.keeper->current() == map);
    CHECK(f.log.count(log_level::warn, "the last one stays in force") == 1);
    CHECK(f.log.count(log_level::warn, "cure=check that -gateway") == 1);
    CHECK(f.log.count(log_level::warn, "") == 1);

    f.serve(two);
    f.timers.advance(10s);
    CHECK(f.keeper->current()->contains("b", "ns"));
    CHECK(f.log.count(log_level::info, "can be read again") == 1);

    f.http.clear();
    f.http.when("GET", "/system/*").reply(503, "away");
    f.timers.advance(10s);
    CHECK(f.log.count(log_level::warn, "503 away") == 1);
}

TEST_CASE("before the first map a failing gateway is asked more often", "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/*").fail({boost::asio::error::connection_refused});
    const auto first = test::start(f.timers, f.keeper->first());
    const auto also = test::start(f.timers, f.keeper->first());
    f.run();
    f.timers.advance(3s);
    CHECK(f.http.requests().size() == 3);
    CHECK_FALSE(first->has_value());
    CHECK(f.log.count(log_level::warn, "no event is read before it has been") == 1);
    f.serve(one);
    f.timers.advance(4s);
    REQUIRE(first->has_value());
    CHECK(**first == f.keeper->current());
    CHECK(also->has_value());
}

TEST_CASE("answers that are no function list are failures, each kind reported once", "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/namespaces").reply(200, "<html>login</html>").times(2);
    f.http.when("GET", "/system/namespaces").reply(401, "").times(2);
    f.http.when("GET", "/system/namespaces").reply(302, "", {{"Location", "https://gw/"}}).times(1);
    f.http.when("GET", "/system/namespaces").reply(200, R"(["ns"])");
    f.http.when("GET", "/system/functions?namespace=ns").reply(200, "[{").times(1);
    f.http.when("GET", "/system/functions?namespace=ns").reply(200, R"({"a":1})").times(1);
    f.http.when("GET", "/system/functions?namespace=ns").reply(200, one);
    f.run();
    f.timers.advance(2min);
    CHECK(f.keeper->current() != nullptr);
    CHECK(f.log.count(log_level::warn, "<html>login</html>") == 1);
    CHECK(f.log.count(log_level::warn, "refuses the credentials: 401 (GET /system/namespaces)") == 1);
    CHECK(f.log.count(log_level::warn, "cure=check basic_auth") == 1);
    CHECK(f.log.count(log_level::warn, "https://gw/") == 1);
    CHECK(f.log.count(log_level::warn, "a list was expected") == 1);
    CHECK(f.log.count(log_level::warn, "") == 4);
}

TEST_CASE("a namespace that is refused costs the others nothing, and its last list stays in force",
          "[gateway]")
{
    struct refusal {
        unsigned status;
        const char* body;
        const char* said;
    };
    const auto [status, body, said] = GENERATE(
        refusal{500, "functions is forbidden", "unexpected HTTP status: 500 functions is forbidden"},
        refusal{400, "namespace not valid", "unexpected HTTP status: 400 namespace not valid"},
        refusal{401, "", "the gateway refuses the credentials: 401"},
        refusal{200, "<html>", "the answer is not JSON"}, refusal{302, "", "the server redirects elsewhere"});
    fixture f;
    const auto serve = [&f](const char* good, unsigned bad_status, const char* bad) {
        f.http.clear();
        f.http.when("GET", "/system/namespaces").reply(200, R"(["bad","ns"])");
        f.http.when("GET", "/system/functions?namespace=ns").reply(200, good);
        f.http.when("GET", "/system/functions?namespace=bad").reply(bad_status, bad);
    };
    serve(one, status, body);
    f.run();
    REQUIRE(f.keeper->current() != nullptr);
    CHECK(f.keeper->current()->contains("a", "ns"));
    CHECK(f.log.count(
              log_level::warn,
              std::string("The functions of a namespace cannot be read; they get no event until they can be "
                          "namespace=bad error=") +
                  said) == 1);
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::warn, "") == 1);
    CHECK(f.log.count(log_level::info, "Syncing topic map") == 1);

    serve(one, 200, R"([{"name":"theirs","annotations":{"topic":"t"}}])");
    f.timers.advance(10s);
    CHECK(f.keeper->current()->find("theirs", "bad") != nullptr);
    CHECK(f.log.count(log_level::info, "The functions of the namespace can be read again namespace=bad") ==
          1);

    serve(two, status, body);
    f.timers.advance(1min);
    CHECK(f.keeper->current()->find("theirs", "bad") != nullptr);
    CHECK(f.keeper->current()->find("b", "ns") != nullptr);
    CHECK(f.log.count(log_level::warn, "its last list stays in force namespace=bad") == 1);
    CHECK(f.log.count(log_level::warn, "") == 2);
    CHECK(f.log.count(log_level::warn, "The gateway's function list") == 0);

    f.serve(one);
    f.timers.advance(10s);
    CHECK(f.keeper->current()->functions().size() == 1);
    CHECK(f.log.count(log_level::info, "can be read again") == 1);
}

TEST_CASE(
    "a namespace that hangs is that namespace's trouble, and a connection that is lost is the gateway's",
    "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/namespaces").reply(200, R"(["bad","ns"])");
    f.http.when("GET", "/system/functions?namespace=ns").reply(200, one);
    f.http.when("GET", "/system/functions?namespace=bad").reply(200, "[]").hold().times(1);
    f.http.when("GET", "/system/functions?namespace=bad").fail({boost::asio::error::connection_refused});
    f.run();
    f.timers.advance(11s);
    REQUIRE(f.keeper->current() != nullptr);
    CHECK(f.log.count(log_level::warn, "namespace=bad error=no answer in time") == 1);
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::warn, "The gateway's function list cannot be read; the last one stays") ==
          1);
    CHECK(f.log.count(log_level::warn, "") == 2);
}

TEST_CASE("when no namespace can be listed it is the gateway that cannot be used", "[gateway]")
{
    fixture f;
    f.serve(two);
    f.run();
    f.http.clear();
    f.http.when("GET", "/system/namespaces").reply(200, R"(["ns","other"])");
    f.http.when("GET", "/system/functions*").reply(500, "no provider");
    f.timers.advance(1min);
    CHECK(f.keeper->current()->contains("b", "ns"));
    CHECK(f.log.count(log_level::warn,
                      "The gateway's function list cannot be read; the last one stays in force "
                      "error=unexpected HTTP status: 500 no provider") == 1);
    CHECK(f.log.count(log_level::warn, "") == 1);
}

TEST_CASE("entries without a name are left out, and told once", "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/namespaces").reply(200, R"(["ns",null])");
    f.http.when("GET", "/system/functions?namespace=ns")
        .reply(200, R"([{"image":"x"},{"name":"a","annotations":{"topic":"t"}}])");
    f.run();
    REQUIRE(f.keeper->current() != nullptr);
    CHECK(f.keeper->current()->find("a", "ns") != nullptr);
    f.timers.advance(1min);
    const std::string left_out =
        "Entries of the gateway's function list have no name and are left out; the others "
        "count request=GET /system/";
    CHECK(f.log.count(log_level::warn, left_out + "namespaces") == 1);
    CHECK(f.log.count(log_level::warn, left_out + "functions?namespace=ns") == 1);
    CHECK(f.log.count(log_level::warn, "") == 2);
    f.serve(one);
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::info, "has a name again request=GET /system/") == 2);
}

TEST_CASE("a gateway that does not answer is given up after the time-out", "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/*").reply(200, "[]").hold();
    f.run();
    f.timers.advance(11s);
    CHECK(f.log.count(log_level::warn, "no answer in time") == 1);
    CHECK(f.http.requests().size() == 2);
}

TEST_CASE("credentials are sent, read anew upon a 401, and never logged", "[gateway]")
{
    std::string password = "old";
    int reads = 0;
    gateway::gateway_access access;
    access.path = "/of/";
    access.credentials = [&]() -> base::result<base::credentials> {
        ++reads;
        return base::credentials{"admin", base::secret(password)};
    };
    fixture f(access);
    const auto authorized = [](std::string header) {
        return [header](const net::http_request& r) -> test::fake_http_client::answer {
            const bool good = net::find_header(r.headers, "Authorization") == header;
            return {net::http_response{good ? 200U : 401U, {}, good ? "[]" : ""}};
        };
    };
    f.http.when("GET", "/of/system/*").call(authorized("Basic YWRtaW46b2xk"));  // admin:old
    f.run();
    CHECK(f.keeper->current() != nullptr);
    CHECK(reads == 1);

    f.http.clear();
    f.http.when("GET", "/of/system/*").call(authorized("Basic YWRtaW46bmV3ZXI="));  // admin:newer
    f.timers.advance(10s);
    CHECK(f.log.count(log_level::warn, "refuses the credentials") == 1);
    password = "newer";
    f.timers.advance(10s);
    CHECK(f.log.count(log_level::info, "can be read again") == 1);
    for (const auto& line : f.log.lines()) {
        CHECK(line.find("YWRtaW46") == std::string::npos);
        CHECK(line.find("newer") == std::string::npos);
    }
}

TEST_CASE("credentials that cannot be read are a failure with a cure", "[gateway]")
{
    gateway::gateway_access access;
    access.credentials = []() -> base::result<base::credentials> {
        return base::failure(base::errc::unreadable_file, "basic-auth-user");
    };
    fixture f(access);
    f.run();
    CHECK(f.http.requests().empty());
    CHECK(f.log.count(log_level::warn,
                      "basic-auth-user (GET /system/namespaces) cure=check that the gateway's secret") == 1);
}

TEST_CASE("a keeper that is stopped ends, and so do those who wait for it", "[gateway]")
{
    fixture f;
    f.http.when("GET", "/system/*").reply(200, "[]").hold();
    const auto first = test::start(f.timers, f.keeper->first());
    bool ended = false;
    const auto run = [&]() -> boost::asio::awaitable<void> {
        co_await f.keeper->run();
        ended = true;
    };
    f.timers.spawn(run());
    f.timers.settle();
    f.keeper->stop();
    f.timers.settle();
    REQUIRE(first->has_value());
    CHECK(**first == nullptr);
    CHECK_FALSE(ended);
    f.http.abort();
    f.timers.settle();
    CHECK(ended);
    CHECK(f.log.count(log_level::warn, "") == 0);
    CHECK((**test::start(f.timers, f.keeper->first())) == nullptr);
}

TEST_CASE("annotations that cannot be used are reported once per change of the map", "[gateway]")
{
    fixture f;
    f.serve(R"([{"name":"a","annotations":{"topic":"t","vcenter.mode":"later","vcenter.ordr":"none"}}])");
    f.run();
    CHECK(f.log.count(log_level::warn, "An annotation cannot be used; the default counts function=a.ns "
                                       "annotation=vcenter.mode value=later reason=the value is not allowed "
                                       "expected=async or sync") == 1);
    CHECK(f.log.count(log_level::warn, "annotation=vcenter.ordr value=none reason=there is no annotation of "
                                       "that name expected=vcenter.order") == 1);
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::warn, "") == 2);

    f.serve(R"([{"name":"a","annotations":{"topic":"t","vcenter.mode":"soon"}},{"name":"b"}])");
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::warn, "value=soon") == 1);
    CHECK(f.log.count(log_level::warn, "") == 3);
    f.serve(R"([{"name":"a","annotations":{"topic":"t","vcenter.mode":"soon"}}])");
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::warn, "") == 3);
}

TEST_CASE("a part of the topic that cannot be used is reported, and the others count", "[gateway]")
{
    fixture f;
    f.serve(R"([{"name":"a","annotations":{"topic":"vm.>.x, vm.powered.on"}},
                {"name":"b","annotations":{"topic":"!vm.>"}}])");
    f.run();
    CHECK(f.keeper->current()->subscribed() == 1);
    CHECK(f.log.count(log_level::warn, "A part of an annotation cannot be used; the other parts count "
                                       "function=a.ns annotation=topic value=vm.>.x column=1 reason=it has a "
                                       "'>' that is not the last token expected=") == 1);
    CHECK(f.log.count(log_level::error, "the function gets no event until it is mended function=b.ns "
                                        "annotation=topic value=!vm.> reason=it takes away from nothing "
                                        "expected=a name to begin with; add '>'") == 1);
}

TEST_CASE("an invalid filter is an error, and the log says when it is mended", "[gateway]")
{
    fixture f;
    f.serve(R"([{"name":"a","annotations":{"topic":"vm.>","vcenter.filter":"vm = = 'x'"}}])");
    f.run();
    CHECK(f.keeper->current()->subscribed() == 0);
    CHECK(f.log.count(log_level::error, "function=a.ns annotation=vcenter.filter value=vm = = 'x' column=6 "
                                        "reason=") == 1);
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::error, "") == 1);
    CHECK(f.log.count(log_level::info, "Syncing topic map") == 1);

    f.serve(R"([{"name":"a","annotations":{"topic":"vm.>","vcenter.filter":"vm = 'x'"}}])");
    f.timers.advance(10s);
    CHECK(f.keeper->current()->subscribed() == 1);
    CHECK(f.log.count(log_level::info,
                      "filter can be used again; it gets events from now on function=a.ns") == 1);
    f.serve(R"([{"name":"a","annotations":{"topic":"vm.>","vcenter.filter":"vm = 'y'"}}])");
    f.timers.advance(1min);
    CHECK(f.log.count(log_level::info, "Syncing topic map") == 3);
    CHECK(f.log.count(log_level::info, "can be used again") == 1);
    CHECK(f.log.count(log_level::error, "") == 1);
}

TEST_CASE("what a filter most likely does not mean is a warning, and the filter counts", "[gateway]")
{
    fixture f;
    f.serve(R"([{"name":"a","annotations":{"topic":"vm.>","vcenter.filter":"usr = 'x'"}}])");
    f.run();
    CHECK(f.keeper->current()->subscribed() == 1);
    CHECK(f.log.count(log_level::warn, "it counts as it is written function=a.ns annotation=vcenter.filter "
                                       "value=usr = 'x' column=1 reason=no event has an attribute \"usr\" "
                                       "expected=user") == 1);
}
