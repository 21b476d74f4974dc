// What the answer to an invocation means for the delivery.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <boost/system/error_code.hpp>

#include <optional>
#include <string_view>

namespace vcenter_connector::policy {

enum class outcome {
    delivered,
    retry,         ///< an attempt that failed; another one may not
    dead,          ///< would fail again, however often it is tried
    gateway_away,  ///< says nothing of the delivery: no attempt; everything pauses
    ask_gateway,   ///< `retry` if the gateway itself answers and accepts us, otherwise `gateway_away`
    aborted,       ///< ended by this program; no attempt
};

/// How an invocation ended, as far as it matters here.
struct invocation_end {
    unsigned status = 0;              ///< HTTP status, 0 when there was no answer
    boost::system::error_code error;  ///< when there was none
    bool listed = true;               ///< the function list still names the function
};

/// 2xx: delivered. 404: retry while the function is listed, dead once it is not.
/// 408, 425, 429 and 5xx, a lost connection, an unusable answer: retry. Other 4xx: dead. No connection, TLS
/// refused, credentials that cannot be read: gateway_away. 401, 403 and 3xx may be for one function only, and
/// a time-out may be anybody's: ask_gateway.
outcome classify(const invocation_end& end) noexcept;

/// Whether the gateway itself is there and accepts us, by the answer to a request that no function serves.
bool gateway_accepts(unsigned status, const boost::system::error_code& error) noexcept;

/// A Retry-After header: seconds, or an HTTP date (IMF-fixdate) relative to `now`. Never negative; more than
/// a day is cut to a day. Empty when the header is absent or cannot be read.
std::optional<base::duration> parse_retry_after(std::string_view header, base::wall_time now) noexcept;

}  // namespace vcenter_connector::policy
