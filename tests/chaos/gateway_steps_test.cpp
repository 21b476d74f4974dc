// What a network and a gateway can do to an invocation, and to the list of functions. The same answers
// without a journal on disk: tests/service/delivery_test.cpp, tests/e2e/gateway_trouble_test.cpp.
#include "chaos_world.hpp"

#include "support/tcp_gate.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using way = tcp_gate::way;
using ending = tcp_gate::ending;

namespace {

class gated_world : public chaos_world {
public:
    gated_world() : chaos_world({{"one", always_fine}, {"two", always_fine}})
    {
        gateway_url = local_url(gate.port());
    }

    void begin() { chaos_world::begin(flags); }
    /// Events before, within and after a trouble; with `kills`, the connector dies in it.
    template <class Trouble, class Met>
    void suffer(const std::string& name, bool kill_it, Trouble trouble, Met met)
    {
        INFO(name << (kill_it ? ", killed meanwhile" : ""));
        auto& ledger = functions.ledger;
        post(20);
        ledger.faults_begin();
        trouble();
        post(20);
        REQUIRE(wait_until(met));
        if (kill_it) {
            connector->signal(SIGKILL);
            connector->wait_exit();
            ++kills;
            gate.cut(ending::rst);  // what the dead one has sent does not come later
            post(20);
            start(flags);
        }
        gate.pass();
        wait_until_all_arrived();
        ledger.faults_end();
        check();
        post(20);
        wait_until_all_arrived();
        check();
    }

    words flags{"-upstream-timeout", "1s", "-rebuild-interval", "1s"};
    tcp_gate gate{gateway.port()};
};

}  // namespace

TEST_CASE("a connection to the gateway that is cut at any byte of a request or an answer costs nothing")
{
    const auto seed = chaos_seed("cuts");
    dice chance(seed);
    gated_world world;
    world.begin();
    for (int round = 0; round < 20; ++round) {
        const auto direction = chance.below(2) == 0 ? way::to_server : way::to_client;
        const auto how = chance.below(2) == 0 ? ending::rst : ending::fin;
        const auto bytes = 1 + chance.below(direction == way::to_server ? 1500 : 300);
        const auto cuts = world.gate.count().cut;
        world.suffer(
            "cut after " + std::to_string(bytes), round % 4 == 3,
            [&] { world.gate.cut_after(direction, bytes, how); },
            [&] { return world.gate.count().cut > cuts; });
    }
    world.print("connections to the gateway cut at any byte", seed);
}

TEST_CASE("connections to the gateway that all end at once cost nothing")
{
    gated_world world;
    world.begin();
    for (const bool kills : {false, true})
        for (const auto how : {ending::fin, ending::rst}) {
            world.suffer(
                "all cut", kills, [&] { world.gate.cut(how); }, [] { return true; });
        }
    world.print("connections to the gateway that end at once");
}

TEST_CASE("a gateway that cannot be reached, or is silent in one or both directions, costs nothing")
{
    gated_world world;
    world.begin();
    const std::vector<std::pair<std::string, std::function<void(tcp_gate&)>>> troubles{
        {"refuses",
         [](tcp_gate& gate) {
             gate.refuse();
             gate.cut(ending::rst);
         }},
        {"drops",
         [](tcp_gate& gate) {
             gate.drop();
             gate.cut(ending::rst);
         }},
        {"is silent", [](tcp_gate& gate) { gate.stall(); }},
        {"hears nothing", [](tcp_gate& gate) { gate.stall(way::to_server); }},
        {"says nothing", [](tcp_gate& gate) { gate.stall(way::to_client); }},
    };
    for (const bool kills : {false, true})
        for (const auto& [name, trouble] : troubles) {
            const std::string away = "The gateway cannot be used";
            const auto lines = world.connector->count_lines(away);
            const auto dropped = world.gate.count().dropped;
            world.suffer(
                name, kills, [&, what = trouble] { what(world.gate); },
                [&] {
                    return world.connector->count_lines(away) > lines ||
                           world.gate.count().dropped > dropped + 5;
                });
        }
    world.print("a gateway that is away or silent");
}

TEST_CASE("a gateway whose bytes come one by one, and late, costs nothing")
{
    gated_world world;
    // A busy machine makes the bytes later still; a time-out would repeat what is only slow.
    world.flags = {"-upstream-timeout", "10m", "-rebuild-interval", "1s"};
    world.begin();
    world.suffer(
        "slices", false,
        [&] {
            for (const auto direction : {way::to_server, way::to_client}) {
                world.gate.slice(direction, 3);
                world.gate.delay(direction, 1ms);
            }
        },
        [&] { return world.functions.ledger.missing() == 0; });
    CHECK(world.functions.ledger.count().repeated == 0);
}

TEST_CASE("answers of the gateway that mean later are obeyed across a restart, and cost nothing")
{
    gated_world world;
    world.begin();
    for (const bool kills : {false, true})
        for (const unsigned status : {408U, 425U, 429U, 500U, 502U, 503U, 504U}) {
            const std::string path = "/async-function/one.openfaas-fn";
            auto& server = world.gateway.server();
            const auto arrived = server.arrived();
            world.suffer(
                std::to_string(status), kills,
                [&] {
                    server.when(path).times(10).fault(faults::answer(status, "", {{"Retry-After", "1"}}));
                },
                [&] { return server.arrived() > arrived + 20; });
        }
    CHECK(world.functions.ledger.count().repeated <= 64 * world.kills);
    world.print("answers that mean later");
}

TEST_CASE("a list of functions that breaks leaves the last one in force, and a start waits for it")
{
    gated_world world;
    world.begin();
    const std::map<std::string, fault> ways{{"is cut off", faults::close()},
                                            {"has its answer cut", faults::truncated_body()},
                                            {"is answered with 503", faults::html(503)},
                                            {"is answered with garbage", faults::answer(200, "[{\"na")}};
    for (const char* path : {"/system/namespaces", "/system/functions"})
        for (const auto& [how, what] : ways)
            for (const bool kills : {false, true}) {
                INFO(path << " " << how);
                auto& server = world.gateway.server();
                const auto calls = server.calls(path);
                server.when(path).fault(what);
                world.post(10);
                REQUIRE(wait_until([&] { return world.functions.ledger.missing() == 0; }));
                REQUIRE(server.wait_for(path, calls + 1));
                if (kills) {
                    world.kill();
                    world.post(10);
                    world.start(world.flags);
                    REQUIRE(server.wait_for(path, calls + 2));
                }
                world.wait_until_all_arrived();
                world.check();
            }
    world.print("lists of functions that break");
}

TEST_CASE("a gateway that is killed, and a connector that is restarted meanwhile, cost nothing")
{
    gated_world world;
    world.begin();
    for (int round = 0; round < 3; ++round) {
        world.functions.ledger.faults_begin();
        world.post(50);
        world.gateway.server().kill();
        world.post(50);
        world.connector->signal(SIGKILL);
        world.connector->wait_exit();
        world.start(world.flags);
        world.post(50);
        world.gateway.server().revive();
        world.wait_until_all_arrived();
        world.functions.ledger.faults_end();
        world.check();
    }
    world.print("a gateway that is killed");
}
