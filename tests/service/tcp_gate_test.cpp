// The gate of the chaos tests does what its header says, and nothing else.
#include "support/catch.hpp"
#include "support/raw_connection.hpp"
#include "support/scripted_gateway.hpp"
#include "support/tcp_gate.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using way = tcp_gate::way;
using ending = tcp_gate::ending;

namespace {

const std::string question = "GET /healthz HTTP/1.1\r\nHost: gate\r\n\r\n";

struct gated {
    scripted_gateway server;
    tcp_gate gate{server.server().port()};

    bool asked(std::size_t times) { return server.server().wait_for("/healthz", times); }
    unsigned ask() { return get(gate.port(), "/healthz").status; }
};

unsigned status_of(raw_connection& client)
{
    return client.read_answer().status;
}

}  // namespace

TEST_CASE_METHOD(gated, "a gate without trouble passes requests and answers on, and counts", "[gate]")
{
    raw_connection client(gate.port());
    for (int i = 0; i < 3; ++i) {
        REQUIRE(client.send(question));
        CHECK(status_of(client) == 200);
    }
    const auto counted = gate.count();
    CHECK(counted.connections == 1);
    CHECK(counted.open == 1);
    CHECK(counted.to_server == 3 * question.size());
    CHECK(counted.to_client > 3 * 15);
}

TEST_CASE_METHOD(gated, "the end of one side reaches the other side of a gate", "[gate]")
{
    {
        raw_connection client(gate.port());
        REQUIRE(client.send(question));
        CHECK(status_of(client) == 200);
    }
    CHECK(wait_until([&] { return server.server().open_connections() == 0 && gate.count().open == 0; }));
    raw_connection other(gate.port());
    REQUIRE(other.send(question));
    CHECK(status_of(other) == 200);
    server.server().disconnect();
    CHECK(other.read_to_end().empty());
}

TEST_CASE_METHOD(gated, "a gate refuses connections and takes them again", "[gate]")
{
    raw_connection old(gate.port());
    REQUIRE(old.send(question));
    CHECK(status_of(old) == 200);
    gate.refuse();
    CHECK_THROWS(raw_connection(gate.port()));
    REQUIRE(old.send(question));
    CHECK(status_of(old) == 200);
    gate.pass();
    CHECK(ask() == 200);
}

TEST_CASE_METHOD(gated, "a gate drops connections as soon as they are there", "[gate]")
{
    gate.drop();
    CHECK(ask() == 0);
    CHECK(gate.count().dropped == 1);
    CHECK(server.server().connections_opened() == 0);
    gate.pass();
    CHECK(ask() == 200);
}

TEST_CASE_METHOD(gated, "a stalled gate is silent to both sides, and later passes on what it held", "[gate]")
{
    raw_connection client(gate.port());
    REQUIRE(client.send(question));
    CHECK(status_of(client) == 200);
    const auto before = gate.count();
    gate.stall();
    REQUIRE(client.send(question));
    raw_connection late(gate.port());
    REQUIRE(late.send(question));
    CHECK(wait_until([&] { return gate.count().open == 2; }));
    CHECK_FALSE(server.server().wait_for("/healthz", 2, 50ms));
    CHECK(gate.count().to_server == before.to_server);
    gate.pass();
    CHECK(status_of(client) == 200);
    CHECK(status_of(late) == 200);
}

TEST_CASE_METHOD(gated, "a stalled gate keeps the end of a connection to itself", "[gate]")
{
    raw_connection client(gate.port());
    REQUIRE(client.send(question));
    CHECK(status_of(client) == 200);
    gate.stall();
    client.finish();
    CHECK_FALSE(wait_until([&] { return server.server().open_connections() == 0; }, 50ms));
    gate.pass();
    CHECK(wait_until([&] { return server.server().open_connections() == 0; }));
}

TEST_CASE_METHOD(gated, "a half open gate passes requests and withholds answers", "[gate]")
{
    gate.stall(way::to_client);
    raw_connection client(gate.port());
    REQUIRE(client.send(question));
    REQUIRE(asked(1));
    CHECK_FALSE(wait_until([&] { return gate.count().to_client > 0; }, 50ms));
    gate.pass();
    CHECK(status_of(client) == 200);
}

TEST_CASE_METHOD(gated, "a gate cuts behind the byte that it was told, once", "[gate]")
{
    const auto how = GENERATE(ending::fin, ending::rst);
    gate.cut_after(way::to_client, 20, how);
    raw_connection client(gate.port());
    REQUIRE(client.send(question));
    const auto got = client.read_to_end();
    CHECK(got.size() <= 20);
    if (how == ending::fin)
        CHECK(got.size() == 20);
    CHECK(gate.count().to_client == 20);
    CHECK(ask() == 200);
    CHECK(gate.count().cut == 1);
}

TEST_CASE_METHOD(gated, "a request that a gate cuts does not reach the server", "[gate]")
{
    gate.cut_after(way::to_server, question.size() - 1, ending::rst);
    raw_connection client(gate.port());
    client.send(question);
    CHECK(client.read_to_end().empty());
    CHECK(wait_until([&] { return server.server().open_connections() == 0; }));
    CHECK(server.calls("/healthz") == 0);
}

TEST_CASE_METHOD(gated, "a gate cuts every connection that is open", "[gate]")
{
    raw_connection one(gate.port());
    raw_connection two(gate.port());
    for (auto* each : {&one, &two}) {
        REQUIRE(each->send(question));
        CHECK(status_of(*each) == 200);
    }
    gate.cut(GENERATE(ending::fin, ending::rst));
    CHECK(one.read_to_end().empty());
    CHECK(two.read_to_end().empty());
    CHECK(gate.count().cut == 2);
    CHECK(ask() == 200);
}

TEST_CASE_METHOD(gated, "slices and delays change nothing but the time", "[gate]")
{
    for (const auto direction : {way::to_server, way::to_client}) {
        gate.slice(direction, 3);
        gate.delay(direction, 1ms);
    }
    raw_connection client(gate.port());
    for (int i = 0; i < 2; ++i) {
        REQUIRE(client.send(question));
        CHECK(status_of(client) == 200);
    }
}
