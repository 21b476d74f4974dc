#include "function_table.hpp"

namespace vcenter_connector::dispatch {
namespace {

constexpr char separator = '\n';  // is in no name

}  // namespace

std::string key_of(const store::function_name& function)
{
    return function.name + separator + function.name_space;
}

store::function_name name_of(std::string_view key)
{
    const auto end = key.rfind(separator);
    return {std::string(key.substr(0, end)), std::string(key.substr(end + 1))};
}

function_state& function_table::at(const store::function_name& name)
{
    auto key = key_of(name);
    if (auto* known = find(key))
        return *known;
    function_state made{name, key, policy::circuit(limits_), policy::concurrency(most_)};
    return functions_.emplace(std::move(key), std::move(made)).first->second;
}

function_state* function_table::find(std::string_view key)
{
    const auto found = functions_.find(std::string(key));
    return found == functions_.end() ? nullptr : &found->second;
}

void function_table::forget(function_state& f)
{
    unplan(f);
    lanes_.limit(f.key, policy::lanes::no_limit);
    functions_.erase(std::string(f.key));
}

void function_table::release_probes(base::steady_time now)
{
    while (!probes_.empty() && probes_.begin()->first <= now) {
        function_state& f = *probes_.begin()->second;
        unplan(f);
        f.probe_due = true;
        apply_limit(f);
    }
}

base::steady_time function_table::next_probe() const noexcept
{
    return probes_.empty() ? base::steady_time::max() : probes_.begin()->first;
}

void function_table::probe_begins(function_state& f)
{
    f.probing = true;
    f.probe_due = false;
    apply_limit(f);
}

void function_table::probe_aborted(function_state& f, base::steady_time now)
{
    f.probing = false;
    if (f.circuit.open())
        plan(f, now);
}

bool function_table::failed(function_state& f, std::int64_t delivery, bool probe, base::steady_time now,
                            double random)
{
    const bool opens = f.circuit.failed(now, delivery, probe, random);
    put_off(f, opens, probe);
    return opens;
}

void function_table::disabled(function_state& f, bool probe, base::steady_time now, double random)
{
    f.failing_since.reset();
    f.expired = false;
    put_off(f, f.circuit.refused(now, probe, random), probe);
}

void function_table::put_off(function_state& f, bool opens, bool probe)
{
    if (probe)
        f.probing = false;
    if (f.circuit.open() && (opens || probe)) {
        plan(f, f.circuit.probe_at());
        apply_limit(f);
    }
}

std::optional<base::duration> function_table::answered(function_state& f, base::steady_time now)
{
    const auto was_open_for = f.circuit.answered(now);
    f.probing = f.probe_due = f.expired = f.told_disabled = false;
    f.failing_since.reset();
    if (was_open_for) {
        unplan(f);
        apply_limit(f);
    }
    return was_open_for;
}

void function_table::refused(function_state& f, base::steady_time now, base::steady_time begun)
{
    f.concurrency.refused(now, begun, lanes_.in_flight(f.key));
    apply_limit(f);
}

void function_table::succeeded(function_state& f)
{
    if (!f.concurrency.reduced())
        return;
    f.concurrency.succeeded();
    apply_limit(f);
}

void function_table::expire(function_state& f)
{
    f.expired = true;
    apply_limit(f);
}

void function_table::plan(function_state& f, base::steady_time when)
{
    unplan(f);
    probes_.emplace(when, &f);
    planned_.emplace(&f, when);
}

void function_table::unplan(function_state& f)
{
    if (const auto found = planned_.find(&f); found != planned_.end()) {
        probes_.erase({found->second, &f});
        planned_.erase(found);
    }
}

void function_table::apply_limit(function_state& f)
{
    auto limit = f.concurrency.reduced() ? f.concurrency.limit() : policy::lanes::no_limit;
    if (f.circuit.open() && !f.expired)
        limit = f.probe_due && !f.probing ? 1 : 0;
    lanes_.limit(f.key, limit);
}

}  // namespace vcenter_connector::dispatch
