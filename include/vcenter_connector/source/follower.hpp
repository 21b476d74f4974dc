// Follows the event history of one vCenter and commits every event to the journal.
#pragma once

#include "vcenter_connector/base/credentials.hpp"
#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/base/starting_point.hpp"
#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/source/intake.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace vcenter_connector::source {

/// What the log says, on the level info, when vCenter is back.
inline constexpr std::string_view following_again = "Following vCenter again";

/// What somebody wants to hear of a follower. Called while it works: both may call `stop`, and must not
/// block.
struct follower_callbacks {
    /// Everything that vCenter showed when it was last looked at has been committed: after the history, and
    /// after each look that found nothing new or all of it. Stuck cursors have been passed by then.
    std::function<void()> caught_up;
    /// After each failure that ends a session: whether `run` is to end instead of connecting again. Then the
    /// failure is not logged.
    std::function<bool(const base::failure&)> gives_up;
};

struct follower_options {
    base::endpoint server;
    base::credentials_provider credentials;
    intake_options intake;
    follower_callbacks callbacks;
    std::function<double()> random;  ///< numbers in [0, 1), for the jitter of delays
    base::starting_point start;      ///< counts for a vCenter that the journal has no checkpoint of
    /// How far before vCenter's present time a checkpoint may reach; what is older is skipped and logged.
    std::chrono::milliseconds max_replay_age = std::chrono::hours(24);
    /// How long one wait for events lasts. Silence longer than this and 15 s more is noticed as such.
    std::chrono::seconds longest_wait{30};
};

/// What a follower works with. Everything must outlive it.
struct follower_ports {
    net::http_client& http;  ///< to that vCenter, used by nobody else
    net::timers& timers;
    base::log& log;
    store::journal& journal;
    topic_map_provider functions;
    /// Suspends until the first map of functions is there; false when the program stops before.
    std::function<boost::asio::awaitable<bool>()> functions_ready;
};

class follower {
public:
    virtual ~follower() = default;

    /// Connects, reads on from the journal's checkpoint of that vCenter or from where the options say, and
    /// goes on for ever: connects again after every failure, from where reading had got to. Returns after
    /// `stop`, or when it is to give up, with collector and session closed.
    virtual boost::asio::awaitable<void> run() = 0;

    /// Ends `run`: what has been read is still committed, the session is logged out, all within a few
    /// seconds. A second call ends it at once and leaves the session to its idle limit.
    virtual void stop() = 0;
};

std::unique_ptr<follower> make_follower(follower_options options, follower_ports ports);

}  // namespace vcenter_connector::source
