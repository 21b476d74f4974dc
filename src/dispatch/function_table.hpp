// What is known of each function that has deliveries in memory.
#pragma once

#include "vcenter_connector/policy/circuit.hpp"
#include "vcenter_connector/policy/concurrency.hpp"
#include "vcenter_connector/policy/lanes.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace vcenter_connector::dispatch {

/// The name of a function in `policy::lanes` and `policy::claims`, and back.
std::string key_of(const store::function_name& function);
store::function_name name_of(std::string_view key);

struct function_state {
    store::function_name name;
    std::string key;
    policy::circuit circuit;
    policy::concurrency concurrency;
    bool probing = false;          // the probe of the open circuit is in flight
    bool probe_due = false;        // and has not begun
    bool expired = false;          // failed for too long
    bool told_disabled = false;    // the log says so
    std::size_t works = 0;         // deliveries in memory
    std::string last_reason = {};  // of the last failure
    /// First failure since the last answer, on the clock that stands still during outages of the gateway.
    std::optional<base::steady_time> failing_since = {};
};

/// Keeps each function's limit in `lanes` at what its circuit and its refusals allow.
class function_table {
public:
    /// `most`: invocations of one function under way.
    function_table(policy::lanes& lanes, policy::circuit_limits limits, std::size_t most) noexcept
        : lanes_(lanes), limits_(limits), most_(most)
    {
    }

    /// Makes the function known. The reference holds until `forget`.
    function_state& at(const store::function_name& name);
    function_state* find(std::string_view key);
    void forget(function_state& f);

    /// Lets the functions whose probe is due send one delivery.
    void release_probes(base::steady_time now);
    /// When `release_probes` will have something to do.
    base::steady_time next_probe() const noexcept;

    /// A delivery of a function with an open circuit is going out.
    void probe_begins(function_state& f);
    /// It came to nothing: another one may go at once.
    void probe_aborted(function_state& f, base::steady_time now);

    /// True when the circuit opens with it.
    bool failed(function_state& f, std::int64_t delivery, bool probe, base::steady_time now, double random);
    /// The gateway does not invoke it: its circuit opens at once.
    void disabled(function_state& f, bool probe, base::steady_time now, double random);
    /// When that closes the circuit: how long it was open.
    std::optional<base::duration> answered(function_state& f, base::steady_time now);
    /// The function said that it is invoked too much.
    void refused(function_state& f, base::steady_time now, base::steady_time begun);
    void succeeded(function_state& f);

    /// The function has failed for too long: what is too old need not wait for a probe.
    void expire(function_state& f);

private:
    void put_off(function_state& f, bool opens, bool probe);
    void plan(function_state& f, base::steady_time when);
    void unplan(function_state& f);
    void apply_limit(function_state& f);

    policy::lanes& lanes_;
    policy::circuit_limits limits_;
    std::size_t most_;
    std::unordered_map<std::string, function_state> functions_;
    std::set<std::pair<base::steady_time, function_state*>> probes_;  // of open circuits, not released
    std::unordered_map<const function_state*, base::steady_time> planned_;
};

}  // namespace vcenter_connector::dispatch
