#include "vcenter_connector/policy/circuit.hpp"
#include "vcenter_connector/policy/concurrency.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector;
using namespace std::chrono_literals;
using policy::circuit;
using policy::concurrency;

namespace {

const base::steady_time t0{1h};

bool open_by_failures(circuit& c, base::steady_time now)
{
    bool opened = false;
    for (std::int64_t id = 1; id <= 5; ++id)
        opened = c.failed(now, id, false, 0.5);
    return opened;
}

}  // namespace

TEST_CASE("a circuit opens when five different deliveries failed in a row", "[policy]")
{
    circuit c;
    for (std::int64_t id = 1; id <= 4; ++id)
        CHECK_FALSE(c.failed(t0, id, false, 0.5));
    CHECK_FALSE(c.answered(t0));
    for (std::int64_t id = 1; id <= 4; ++id)
        CHECK_FALSE(c.failed(t0, id, false, 0.5));
    CHECK_FALSE(c.open());
    CHECK(c.failed(t0, 5, false, 0.5));
    CHECK(c.open());
    CHECK_FALSE(c.failed(t0, 6, false, 0.5));
}

TEST_CASE("one delivery never opens a circuit", "[policy]")
{
    circuit c;
    for (int i = 0; i < 100; ++i)
        CHECK_FALSE(c.failed(t0, 7, false, 0.5));
    CHECK_FALSE(c.open());
}

TEST_CASE("probes come after a second, then ever later, up to half a minute", "[policy]")
{
    circuit c;
    CHECK(open_by_failures(c, t0));
    CHECK(c.probe_at() >= t0 + 500ms);
    CHECK(c.probe_at() <= t0 + 1s);
    c.failed(t0, 8, false, 0.999);
    CHECK(c.probe_at() <= t0 + 1s);
    for (const auto bound : {2s, 4s, 8s, 16s, 30s, 30s}) {
        const auto now = c.probe_at();
        c.failed(now, 9, true, 0.5);
        CHECK(c.probe_at() == now + base::duration(bound) * 3 / 4);
    }
}

TEST_CASE("an answer closes a circuit, and says how long it was open", "[policy]")
{
    circuit c;
    open_by_failures(c, t0);
    CHECK(c.answered(t0 + 90s) == base::duration(90s));
    CHECK_FALSE(c.open());
    CHECK(c.failures() == 0);
    CHECK(open_by_failures(c, t0 + 2min));
    CHECK(c.probe_at() <= t0 + 2min + 1s);
}

TEST_CASE("refusals halve what may be under way, once per round, and successes bring it back", "[policy]")
{
    concurrency limit(48);
    CHECK_FALSE(limit.reduced());
    for (int i = 0; i < 10; ++i)
        limit.refused(t0 + 1s, t0, 40);
    CHECK(limit.limit() == 20);
    limit.refused(t0 + 2s, t0 + 1s, 20);
    CHECK(limit.limit() == 10);
    for (int i = 0; i < 10; ++i)
        limit.refused(t0 + 3s + i * 1s, t0 + 3s + i * 1s, 5);
    CHECK(limit.limit() == 1);
    limit.succeeded();
    CHECK(limit.limit() == 2);
    for (int i = 0; i < 100; ++i)
        limit.succeeded();
    CHECK(limit.limit() == 48);
    CHECK_FALSE(limit.reduced());
}

TEST_CASE("a refusal opens the circuit at once, and a failed probe puts the next one off", "[policy]")
{
    policy::circuit circuit({5, 1s, 30s});
    const base::steady_time now{1h};
    CHECK(circuit.refused(now, false, 0.0));
    CHECK(circuit.open());
    CHECK(circuit.probe_at() == now + 500ms);
    CHECK_FALSE(circuit.refused(now + 100ms, false, 0.0));
    CHECK(circuit.probe_at() == now + 500ms);
    CHECK_FALSE(circuit.refused(now + 500ms, true, 0.0));
    CHECK(circuit.probe_at() == now + 1500ms);
    CHECK(circuit.answered(now + 2s) == base::duration(2s));
    CHECK_FALSE(circuit.open());
}
