// What the answer to an invocation means for the delivery.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <boost/system/error_code.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace vcenter_connector::policy {

enum class outcome {
    delivered,
    retry,         ///< an attempt that failed; another one may not
    dead,          ///< would fail again, however often it is tried
    disabled,      ///< the gateway invokes the function no more: no attempt; the function pauses
    gateway_away,  ///< says nothing of the delivery: no attempt; everything pauses
    ask_gateway,   ///< depends on whether the gateway itself accepts us: see `classify_asked`
    aborted,       ///< ended by this program; no attempt
};

/// How an invocation ended, as far as it matters here.
struct invocation_end {
    unsigned status = 0;              ///< HTTP status, 0 when there was no answer
    boost::system::error_code error;  ///< when there was none
    bool listed = true;               ///< the function list still names the function
    bool async = false;               ///< it went to the gateway's queue
    std::string_view text = {};       ///< how the answer's body begins; read where the status is not enough
};

/// 2xx: delivered. 404: retry while the function is listed, dead once it is not. `too_large_for_queue`: dead.
/// `invocations_disabled`: disabled.
/// 408, 425, 429 and 5xx, a lost connection, an unusable answer: retry. Other 4xx: dead. No connection, TLS
/// refused, credentials that cannot be read: gateway_away. 401, 403 and 3xx may be for one function only, and
/// a time-out may be anybody's: ask_gateway.
outcome classify(const invocation_end& end) noexcept;

/// What follows from `ask_gateway` when the gateway has been asked. One that does not accept us:
/// gateway_away. Otherwise a redirect came from the function, which has run: dead. All else: retry.
outcome classify_asked(const invocation_end& end, bool gateway_accepts) noexcept;

/// The gateway's queue takes no body of that size, and never will: 413, or NATS's error (nats.go
/// ErrMaxPayload, "nats: maximum payload exceeded"; nats-server "Maximum Payload Violation", "message size
/// exceeds maximum allowed") behind a 5xx.
bool too_large_for_queue(const invocation_end& end) noexcept;

/// OpenFaaS CE with more functions than its licence allows answers each invocation with 405 and "Function
/// invocations disabled due to error: ..." (faas-netes, main.go).
bool invocations_disabled(const invocation_end& end) noexcept;

/// Functions that the gateway invokes no more. One may have its own reason; several are the gateway's.
class disabled_functions {
public:
    /// True when another function has been answered so, too, and none in another way since.
    bool add(std::string_view function);
    /// A function was invoked.
    void clear() noexcept { names_.clear(); }

private:
    std::set<std::string, std::less<>> names_;
};

/// Whether the gateway itself is there and accepts us, by the answer to a request that no function serves.
bool gateway_accepts(unsigned status, const boost::system::error_code& error) noexcept;

/// A Retry-After header: seconds, or an HTTP date (IMF-fixdate) relative to `now`. Never negative; more than
/// a day is cut to a day. Empty when the header is absent or cannot be read.
std::optional<base::duration> parse_retry_after(std::string_view header, base::wall_time now) noexcept;

}  // namespace vcenter_connector::policy
