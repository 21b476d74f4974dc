// Drives deliveries to their end.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/gateway/invoker.hpp"
#include "vcenter_connector/gateway/topic_map_keeper.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/policy/backoff.hpp"
#include "vcenter_connector/policy/limits.hpp"
#include "vcenter_connector/policy/ordering.hpp"
#include "vcenter_connector/policy/outage.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace vcenter_connector::dispatch {

struct delivery_counts {
    std::uint64_t delivered = 0;
    std::uint64_t dead = 0;
    std::size_t left = 0;  ///< in the journal, not settled
};

/// Takes deliveries from the journal, sends each to its function in the order that `policy::lanes` gives, and
/// settles it by what `policy::classify` makes of the answer. An attempt that fails is repeated after a
/// backoff, up to the limits. While the gateway cannot be used everything waits, one probe at a time
/// excepted, and nothing counts as an attempt or ages.
class dispatcher {
public:
    virtual ~dispatcher() = default;

    /// Works until `stop` and gives the counts then. To be spawned once, by the owner, on the executor of the
    /// timers and the HTTP client; must end before this object does.
    virtual boost::asio::awaitable<delivery_counts> run() = 0;

    /// Closes the journal: stop what commits to it first. What it holds and may go before `deadline` is still
    /// sent, repetitions included; `run` ends as soon as nothing of that is left. At the deadline what is in
    /// flight is aborted through the invoker and stays unsettled. A later call can only shorten the time.
    virtual void stop(base::steady_time deadline) = 0;

    virtual delivery_counts counts() const noexcept = 0;
};

struct dispatcher_options {
    std::size_t max_in_flight = 64;  ///< one function gets at most three quarters of it
    std::size_t window = 100'000;    ///< deliveries taken from the journal and not settled
    policy::ordering order = policy::ordering::object;
    policy::backoff_limits backoff;
    policy::delivery_limits limits;
    policy::outage_limits outage;
    std::function<double()> random;  ///< from 0 up to but not including 1; empty: a generator of its own
};

/// The references must outlive the dispatcher.
std::unique_ptr<dispatcher> make_dispatcher(store::journal& journal, gateway::invoker& invoker,
                                            gateway::topic_map_keeper& topics, net::timers& timers,
                                            base::log& log, dispatcher_options options);

}  // namespace vcenter_connector::dispatch
