// Drives deliveries to their end.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/gateway/invoker.hpp"
#include "vcenter_connector/gateway/topic_map_keeper.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/policy/backoff.hpp"
#include "vcenter_connector/policy/circuit.hpp"
#include "vcenter_connector/policy/claims.hpp"
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

/// Reads deliveries from the journal as `policy::claims` says, sends each to its function in the order that
/// `policy::lanes` gives, and settles it by what `policy::classify` makes of the answer. The next delivery of
/// a lane is sent when the settlement of the one before will not be forgotten; other lanes do not wait for
/// that, until many settlements are under way: a journal that cannot write stops the sending.
///
/// An attempt that fails is noted in the journal and repeated after a backoff, up to the limits, which a
/// restart does not reset. A function that fails delivery after delivery is only probed (`policy::circuit`);
/// one that answers 429 is invoked less at once (`policy::concurrency`). When a function has failed for
/// longer than the limit of age, so have its deliveries that are older than that: they are given up without
/// another attempt. While the gateway cannot be used everything waits, one probe at a time excepted, and
/// nothing counts as an attempt or ages.
///
/// A function's annotations win over the options; they are looked up for each attempt, the order whenever
/// deliveries are read. So nothing is read before the first function list is there.
class dispatcher {
public:
    virtual ~dispatcher() = default;

    /// Works until `stop` and gives the counts then. To be spawned once, by the owner, on the executor of the
    /// timers and the HTTP client; must end before this object does. Before the first function list it ends
    /// only when the keeper of that list is stopped, too.
    virtual boost::asio::awaitable<delivery_counts> run() = 0;

    /// Lets `run` end. The journal is the owner's to close: `run` does not end before that, and settlements
    /// that the journal cannot write keep it until then.
    /// With a durable journal nothing is sent from now on; what is in flight may end before `deadline`, the
    /// rest stays in the journal. With one that is not, what it holds is still sent, repetitions included,
    /// as long as it may go before `deadline`; stop what commits to it first.
    /// At the deadline what is in flight is aborted through the invoker and stays unsettled. A later call can
    /// only shorten the time.
    virtual void stop(base::steady_time deadline) = 0;

    virtual delivery_counts counts() const noexcept = 0;
};

struct dispatcher_options {
    std::size_t max_in_flight = 64;                     ///< one function gets at most three quarters of it
    bool async = true;                                  ///< invoke through the gateway's queue
    base::duration timeout = std::chrono::seconds(15);  ///< of one invocation
    base::ordering order = base::ordering::object;
    policy::claim_limits claims;
    policy::backoff_limits backoff;
    policy::delivery_limits limits;
    policy::outage_limits outage;
    policy::circuit_limits circuit;
    std::function<double()> random;  ///< from 0 up to but not including 1; empty: a generator of its own
};

/// The references must outlive the dispatcher.
std::unique_ptr<dispatcher> make_dispatcher(store::journal& journal, gateway::invoker& invoker,
                                            gateway::topic_map_keeper& topics, net::timers& timers,
                                            base::log& log, dispatcher_options options);

}  // namespace vcenter_connector::dispatch
