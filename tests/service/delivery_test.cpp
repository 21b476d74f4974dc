// Function list, journal and dispatcher together, over real connections to a scripted gateway.
#include "vcenter_connector/dispatch/dispatcher.hpp"
#include "vcenter_connector/store/memory_journal.hpp"

#include "support/catch.hpp"
#include "support/memory_log.hpp"
#include "support/scripted_gateway.hpp"
#include "support/wait_until.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <map>
#include <optional>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::log_level;

namespace {

struct delivery_fixture {
    explicit delivery_fixture(test::gateway_options gateway_options = {}, gateway::gateway_access access = {})
        : gateway(std::move(gateway_options))
    {
        gateway.deploy("echo", "vm.powered.on");
        net::http_client_options client_options;
        client_options.user_agent = "vcenter-connector/test";
        client = net::make_http_client(io.get_executor(), gateway.endpoint(), client_options).value();

        gateway::topic_map_keeper_options keeping;
        keeping.access = access;
        keeping.interval = 50ms;
        keeper = gateway::make_topic_map_keeper(*client, *timers, log, keeping);
        gateway::invoker_options invoking;
        invoking.access = access;
        invoker = gateway::make_invoker(*client, invoking);
        dispatch::dispatcher_options dispatching;
        dispatching.backoff = {10ms, 100ms};
        dispatching.outage = {10ms, 50ms};
        dispatcher = dispatch::make_dispatcher(*journal, *invoker, *keeper, *timers, log, dispatching);
        spawn(keeper->run());
        spawn(run_dispatcher());
    }

    ~delivery_fixture()
    {
        journal->close();
        dispatcher->stop(timers->now());
        keeper->stop();
        client->abort();
        run_until([&] { return tasks == 0; });
    }

    boost::asio::awaitable<void> run_dispatcher()
    {
        const auto counts = co_await dispatcher->run();
        ended = counts;
    }

    void spawn(boost::asio::awaitable<void> task)
    {
        ++tasks;
        boost::asio::co_spawn(io, std::move(task), [this](std::exception_ptr e) {
            --tasks;
            if (e)
                std::rethrow_exception(e);
        });
    }

    template <class Condition>
    bool run_until(Condition done, std::chrono::steady_clock::duration limit = test::patience)
    {
        return test::wait_until(
            [&] {
                io.restart();
                io.poll();
                return done();
            },
            limit);
    }

    boost::asio::awaitable<void> commit_page(store::event_page page)
    {
        const auto committed = co_await journal->commit(std::move(page));
        CHECK(committed.has_value());
    }

    void commit(int count)
    {
        store::event_page page;
        for (int i = 0; i < count; ++i) {
            auto& entry = page.entries.emplace_back();
            entry.event.id = "uuid/" + std::to_string(++last_key);
            entry.event.topic = "vm.powered.on";
            entry.event.object = "vm-" + std::to_string(last_key % 5);
            entry.event.body = "{\"n\":" + std::to_string(last_key) + "}";
            entry.event.content_type = "application/json";
            entry.functions.push_back({"echo", "openfaas-fn"});
        }
        page.position.instance_uuid = "uuid";
        spawn(commit_page(std::move(page)));
    }

    bool delivered(std::uint64_t count)
    {
        return run_until([&] { return dispatcher->counts().delivered >= count; });
    }

    int tasks = 0;
    boost::asio::io_context io;
    test::scripted_gateway gateway;
    test::memory_log log;
    std::unique_ptr<net::timers> timers = net::make_timers(io.get_executor());
    std::unique_ptr<net::http_client> client;
    std::unique_ptr<store::journal> journal = store::make_memory_journal(*timers, 100'000);
    std::unique_ptr<gateway::topic_map_keeper> keeper;
    std::unique_ptr<gateway::invoker> invoker;
    std::unique_ptr<dispatch::dispatcher> dispatcher;
    std::optional<dispatch::delivery_counts> ended;
    std::int32_t last_key = 0;
};

}  // namespace

TEST_CASE("events reach the gateway's queue with their headers", "[dispatch]")
{
    delivery_fixture f;
    f.commit(1);
    REQUIRE(f.delivered(1));
    const auto sent = f.gateway.invocations().at(0);
    CHECK(sent.body == "{\"n\":1}");
    CHECK(sent.header("X-Event-Id") == "uuid/1");
    CHECK(sent.header("X-Topic") == "vm.powered.on");
    CHECK(sent.header("Content-Type") == "application/json");
    REQUIRE(f.run_until([&] { return f.keeper->current() != nullptr; }));
    CHECK(f.keeper->current()->contains("echo", "openfaas-fn"));
}

TEST_CASE("a gateway that is killed and comes back gets every event, in order", "[dispatch]")
{
    delivery_fixture f;
    f.commit(50);
    REQUIRE(f.delivered(50));
    f.gateway.kill();
    f.commit(500);
    REQUIRE(f.run_until([&] { return f.log.count(log_level::warn, "The gateway cannot be used") > 0; }));
    f.run_until([] { return false; }, 100ms);
    f.gateway.revive();
    REQUIRE(f.delivered(550));

    std::map<std::string, int> last;
    for (const auto& sent : f.gateway.invocations()) {
        const int key = std::stoi(std::string(sent.header("X-Event-Id")).substr(5));
        auto& before = last["vm-" + std::to_string(key % 5)];
        CHECK(key > before);
        before = key;
    }
    CHECK(f.log.count(log_level::info, "The gateway can be used again") == 1);
    CHECK(f.dispatcher->counts().dead == 0);
}

TEST_CASE("connections cut and statuses that pass lose nothing", "[dispatch]")
{
    delivery_fixture f;
    f.gateway.when("/async-function/echo.openfaas-fn").nth(30).fault(test::faults::close());
    f.gateway.when("/async-function/echo.openfaas-fn").nth(60).fault(test::faults::truncated_body());
    f.gateway.answers("/async-function/echo.openfaas-fn", {500, 429, 503, 401, 408});
    f.commit(200);
    REQUIRE(f.delivered(200));
    CHECK(f.journal->pending() == 0);
    CHECK(f.dispatcher->counts().dead == 0);
}

TEST_CASE("the gateway's password may change while the program runs", "[dispatch]")
{
    std::string password = "first";
    gateway::gateway_access access;
    access.credentials = [&]() -> base::result<base::credentials> {
        return base::credentials{"admin", base::secret(password)};
    };
    test::gateway_options guarded;
    guarded.user = "admin";
    guarded.password = "first";
    delivery_fixture f(guarded, access);
    REQUIRE(f.run_until([&] { return f.keeper->current() != nullptr; }));
    f.gateway.set_password("second");
    REQUIRE(f.run_until([&] { return f.log.count(log_level::warn, "refuses the credentials") == 1; }));
    password = "second";
    REQUIRE(f.run_until([&] { return f.log.count(log_level::info, "can be read again") == 1; }));
    for (const auto& line : f.log.lines())
        CHECK(line.find("second") == std::string::npos);
}

TEST_CASE("a stop delivers what is in the journal and ends", "[dispatch]")
{
    delivery_fixture f;
    f.commit(100);
    f.run_until([] { return true; });
    f.journal->close();
    f.dispatcher->stop(f.timers->now() + 30s);
    REQUIRE(f.run_until([&] { return f.ended.has_value(); }));
    CHECK(f.ended->delivered == 100);
    CHECK(f.ended->left == 0);
}
