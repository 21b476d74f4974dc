// The deliveries in memory: what is sent next (sending.cpp), and what follows from an answer
// (concluding.cpp).
#pragma once

#include "attempt.hpp"
#include "claiming.hpp"
#include "delivery_log.hpp"
#include "function_table.hpp"
#include "task_group.hpp"
#include "vcenter_connector/dispatch/dispatcher.hpp"
#include "vcenter_connector/policy/lanes.hpp"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace vcenter_connector::dispatch {

/// What the parts of the dispatcher work with. All of it outlives them.
struct desk_ports {
    store::journal& journal;
    gateway::invoker& invoker;
    gateway::topic_map_keeper& topics;
    net::timers& timers;
    base::log& log;
};

class desk {
public:
    /// `options` are complete. `bell` rings whenever there may be something to send.
    desk(desk_ports ports, const dispatcher_options& options, task_group& tasks, net::alarm& bell);

    claiming& claims() noexcept { return claiming_; }

    /// Sends what may go now.
    void send_ready();
    /// When `send_ready` may have something to do, unless the end of a task or a new delivery comes first.
    base::steady_time next_send() const noexcept;
    /// Nothing is sent any more.
    void stop_sending() noexcept { stopped_ = true; }
    /// Aborts what is in flight.
    void abort();
    /// No delivery is in flight or being settled.
    bool quiet() const noexcept { return lanes_.in_flight() == 0 && settling_ == 0; }
    delivery_counts counts() const noexcept { return {delivered_, dead_, ports_.journal.pending()}; }

private:
    struct work {
        store::delivery delivery;
        function_state& function;
        base::ordering order;                            // that it was read with
        std::optional<base::steady_time> failing_since;  // active time
    };
    struct probes {
        bool of_gateway = false;
        bool of_function = false;
    };
    using task = boost::asio::awaitable<void>;

    void take(store::delivery d, base::ordering order);
    const routing::function_options* options_of(const store::function_name& f,
                                                const routing::topic_map& map) const;
    base::ordering order_of(std::string_view key) const;
    invocation_manner manner_of(const store::function_name& f) const;
    policy::delivery_limits limits_of(const store::function_name& f) const;

    bool may_send(base::steady_time now) const noexcept;
    void send(work& w);
    bool too_old(const work& w) const;
    task deliver(work& w, probes probe);

    task conclude(work& w, attempt made, probes probe);
    void note_gateway(const attempt& made, bool probe);
    void note_function(work& w, const attempt& made, bool probe);
    void note_failure(work& w, const attempt& made, bool probe);
    void note_disabled(work& w, const attempt& made, bool probe);
    void aborted(work& w, probes probe);
    task delivered(work& w, attempt made);
    task retry(work& w, attempt made);
    task give_up(work& w, std::string reason);
    task expire(work& w);
    void note_attempt(work& w, const attempt& made, const std::string& reason, base::duration wait);
    void make_room_behind(const work& w);
    task settle(work& w, store::settlement how, std::string reason);
    void remove(work& w);

    /// The clock that stands still during outages of the gateway.
    base::steady_time active_time() const noexcept;

    desk_ports ports_;
    const dispatcher_options& options_;
    task_group& tasks_;
    net::alarm& bell_;
    delivery_log log_;
    sender sender_;
    policy::lanes lanes_;
    policy::outage outage_;
    policy::disabled_functions disabled_;
    function_table functions_;
    claiming claiming_;
    std::unordered_map<std::int64_t, work> works_;
    std::size_t settling_ = 0;
    std::uint64_t delivered_ = 0;
    std::uint64_t dead_ = 0;
    std::set<unsigned> told_statuses_;  // of asynchronous invocations, beside 202
    bool probing_ = false;              // the probe of an outage is in flight
    bool stopped_ = false;
};

}  // namespace vcenter_connector::dispatch
