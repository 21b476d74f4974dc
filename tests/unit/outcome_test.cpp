#include "vcenter_connector/policy/backoff.hpp"
#include "vcenter_connector/policy/limits.hpp"
#include "vcenter_connector/policy/outage.hpp"
#include "vcenter_connector/policy/outcome.hpp"

#include "vcenter_connector/base/error.hpp"

#include "support/catch.hpp"

#include <boost/asio/error.hpp>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using policy::outcome;

namespace {

outcome by_status(unsigned status, bool listed = true)
{
    return policy::classify({status, {}, listed});
}

outcome by_error(const boost::system::error_code& error)
{
    return policy::classify({0, error, true});
}

base::wall_time at(int year, unsigned month, unsigned day, base::duration time)
{
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) +
           duration_cast<base::wall_time::duration>(time);
}

}  // namespace

TEST_CASE("a status decides what becomes of a delivery", "[policy]")
{
    for (const unsigned status : {200U, 202U, 204U, 299U})
        CHECK(by_status(status) == outcome::delivered);
    for (const unsigned status : {408U, 425U, 429U, 500U, 502U, 503U, 504U, 599U})
        CHECK(by_status(status) == outcome::retry);
    for (const unsigned status : {400U, 405U, 413U, 422U, 499U})
        CHECK(by_status(status) == outcome::dead);
    CHECK(by_status(404, true) == outcome::retry);
    CHECK(by_status(404, false) == outcome::dead);
    for (const unsigned status : {401U, 403U, 301U, 308U})
        CHECK(by_status(status) == outcome::ask_gateway);
}

// nats.go, ErrMaxPayload; nats-server, MAX_PAYLOAD_VIOLATION and JSStreamMessageExceedsMaximumErr.
TEST_CASE("a body that the queue does not take is a dead letter, in asynchronous calls only", "[policy]")
{
    const auto by = [](unsigned status, bool async, std::string_view text) {
        return policy::classify({status, {}, true, async, text});
    };
    for (const auto* text : {"nats: maximum payload exceeded", "queue: nats: Maximum Payload Violation\n",
                             "nats: API error: code=400 message size exceeds maximum allowed"}) {
        CHECK(by(500, true, text) == outcome::dead);
        CHECK(by(503, true, text) == outcome::dead);
        CHECK(by(500, false, text) == outcome::retry);
    }
    CHECK(by(500, true, "nats: timeout") == outcome::retry);
    CHECK(by(500, true, "") == outcome::retry);
    CHECK(by(200, true, "maximum payload") == outcome::delivered);
    CHECK(by(413, true, "") == outcome::dead);
    CHECK(policy::too_large_for_queue({413, {}, true, true, ""}));
    CHECK_FALSE(policy::too_large_for_queue({413, {}, true, false, ""}));
}

TEST_CASE("a redirect is the function's own once the gateway accepts us", "[policy]")
{
    CHECK(policy::classify_asked({302, {}}, true) == outcome::dead);
    CHECK(policy::classify_asked({302, {}}, false) == outcome::gateway_away);
    CHECK(policy::classify_asked({401, {}}, true) == outcome::retry);
    CHECK(policy::classify_asked({401, {}}, false) == outcome::gateway_away);
    CHECK(policy::classify_asked({0, base::errc::timed_out}, true) == outcome::retry);
}

// faas-netes, main.go: http.Error with StatusMethodNotAllowed and this text.
TEST_CASE("a licence that allows no invocation is not the delivery's fault", "[policy]")
{
    const auto by = [](unsigned status, std::string_view text) {
        return policy::classify({status, {}, true, false, text});
    };
    CHECK(by(405, "Function invocations disabled due to error: 16 functions found.") == outcome::disabled);
    CHECK(by(405, "Method Not Allowed") == outcome::dead);
    CHECK(by(400, "Function invocations disabled") == outcome::dead);

    policy::disabled_functions disabled;
    CHECK_FALSE(disabled.add("a"));
    CHECK_FALSE(disabled.add("a"));
    CHECK(disabled.add("b"));
    CHECK(disabled.add("a"));
    disabled.clear();
    CHECK_FALSE(disabled.add("b"));
}

TEST_CASE("a failure without an answer is an attempt only when there was a connection", "[policy]")
{
    using base::errc;
    namespace asio_error = boost::asio::error;
    CHECK(by_error(asio_error::connection_refused) == outcome::gateway_away);
    CHECK(by_error(asio_error::host_not_found) == outcome::gateway_away);
    CHECK(by_error(asio_error::host_not_found_try_again) == outcome::gateway_away);
    CHECK(by_error(asio_error::network_unreachable) == outcome::gateway_away);
    CHECK(by_error(asio_error::timed_out) == outcome::gateway_away);
    CHECK(by_error(errc::tls_untrusted) == outcome::gateway_away);
    CHECK(by_error(errc::unreadable_file) == outcome::gateway_away);
    CHECK(by_error(errc::invalid_argument) == outcome::dead);
    CHECK(by_error(errc::timed_out) == outcome::ask_gateway);
    CHECK(by_error(asio_error::connection_reset) == outcome::retry);
    CHECK(by_error(asio_error::broken_pipe) == outcome::retry);
    CHECK(by_error(errc::connection_closed) == outcome::retry);
    CHECK(by_error(errc::truncated_body) == outcome::retry);
    CHECK(by_error(errc::bad_http) == outcome::retry);
    CHECK(by_error(errc::body_too_large) == outcome::retry);
    CHECK(by_error(errc::aborted) == outcome::aborted);
}

TEST_CASE("a gateway accepts us when it answers anything but a refusal or a redirection", "[policy]")
{
    CHECK(policy::gateway_accepts(200, {}));
    CHECK(policy::gateway_accepts(404, {}));
    CHECK(policy::gateway_accepts(500, {}));
    for (const unsigned status : {401U, 403U, 302U, 0U})
        CHECK_FALSE(policy::gateway_accepts(status, {}));
    CHECK_FALSE(policy::gateway_accepts(0, base::errc::timed_out));
}

TEST_CASE("Retry-After is read in both its forms", "[policy]")
{
    const auto now = at(1994, 11, 6, 8h + 49min + 7s);
    using policy::parse_retry_after;
    CHECK(parse_retry_after("120", now) == base::duration(120s));
    CHECK(parse_retry_after(" 0 ", now) == base::duration(0s));
    CHECK(parse_retry_after("99999999999999999999", now) == base::duration(24h));
    CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now) == base::duration(30s));
    CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:00 GMT", now) == base::duration(0s));
    CHECK(parse_retry_after("Sun, 06 Nov 2094 08:49:00 GMT", now) == base::duration(24h));
    // The older forms of RFC 9110, section 5.6.7.
    CHECK(parse_retry_after("Sunday, 06-Nov-94 08:49:37 GMT", now) == base::duration(30s));
    CHECK(parse_retry_after("Sun Nov  6 08:49:37 1994", now) == base::duration(30s));
    for (const auto* bad :
         {"", "soon", "-5", "1.5", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
          "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET"})
        CHECK(parse_retry_after(bad, now) == std::nullopt);
}

TEST_CASE("backoff doubles up to a limit and is spread over its whole length", "[policy]")
{
    const policy::backoff_limits limits{1s, 5min};
    CHECK(policy::backoff_bound(limits, 1) == base::duration(1s));
    CHECK(policy::backoff_bound(limits, 4) == base::duration(8s));
    CHECK(policy::backoff_bound(limits, 9) == base::duration(256s));
    CHECK(policy::backoff_bound(limits, 10) == base::duration(5min));
    CHECK(policy::backoff_bound(limits, 4'000'000'000U) == base::duration(5min));
    CHECK(policy::backoff(limits, 4, 0.0) == base::duration(0s));
    CHECK(policy::backoff(limits, 4, 0.5) == base::duration(4s));
    CHECK(policy::backoff(limits, 4, 0.5, 60s) == base::duration(60s));
    CHECK(policy::backoff(limits, 4, 0.5, 1s) == base::duration(4s));
    CHECK(policy::backoff({10s, 1s}, 1, 0.5) == base::duration(500ms));
    CHECK(policy::backoff({24h * 365, 24h * 365 * 200}, 50, 0.999) > base::duration(24h));
}

TEST_CASE("a delivery is given up at either limit", "[policy]")
{
    const policy::delivery_limits limits{3, 1h};
    CHECK_FALSE(policy::exhausted(limits, 2, 59min));
    CHECK(policy::exhausted(limits, 3, 0s));
    CHECK(policy::exhausted(limits, 1, 1h));
}

TEST_CASE("an outage begins once, probes ever more slowly, and ends with a probe's answer", "[policy]")
{
    policy::outage outage({250ms, 5s});
    base::steady_time now{1h};
    const auto began = now;
    CHECK_FALSE(outage.answered(now, false));
    CHECK(outage.failed(now, false));
    CHECK(outage.probe_at() == now + 250ms);
    CHECK_FALSE(outage.failed(now + 1ms, false));
    CHECK(outage.probe_at() == now + 250ms);

    base::duration last = 250ms;
    for (int i = 0; i < 10; ++i) {
        now = outage.probe_at();
        CHECK_FALSE(outage.failed(now, true));
        last = std::min<base::duration>(last * 2, 5s);
        CHECK(outage.probe_at() == now + last);
    }
    CHECK_FALSE(outage.answered(now, false));
    CHECK(outage.active());
    CHECK(outage.total(now) == now - began);
    CHECK(outage.answered(now, true) == now - began);
    CHECK_FALSE(outage.active());
    CHECK(outage.total(now + 1h) == now - began);
}
