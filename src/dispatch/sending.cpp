// What is sent next.
#include "desk.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vcenter_connector::dispatch {
namespace {

using base::steady_time;
using namespace std::chrono_literals;

// Answered deliveries whose settlement is under way, per delivery that may be in flight.
constexpr std::size_t settling_per_flight = 4;

// From `now` to a wall time that was written down, perhaps by another clock.
base::duration until(base::wall_time when, base::wall_time now)
{
    const auto wait = std::clamp<base::wall_time::duration>(when - now, 0s, 24h);
    return std::chrono::duration_cast<base::duration>(wait);
}

}  // namespace

desk::desk(desk_ports ports, const dispatcher_options& options, task_group& tasks, net::alarm& bell)
    : ports_(ports), options_(options), tasks_(tasks), bell_(bell), log_(ports.log),
      sender_(ports.invoker, ports.topics, ports.timers),
      lanes_(options.max_in_flight - options.max_in_flight / 4), outage_(options.outage),
      functions_(lanes_, options.circuit, options.max_in_flight - options.max_in_flight / 4),
      claiming_(
          ports.journal, ports.timers, log_, tasks, options.claims,
          [this](std::string_view key) { return order_of(key); },
          [this](store::delivery d, base::ordering order) { take(std::move(d), order); })
{
}

const routing::function_options* desk::options_of(const store::function_name& f,
                                                  const routing::topic_map& map) const
{
    const auto* found = map.find(f.name, f.name_space);
    return found ? &found->options : nullptr;
}

base::ordering desk::order_of(std::string_view key) const
{
    const auto map = ports_.topics.current();
    const auto* own = map ? options_of(name_of(key), *map) : nullptr;
    return own ? own->order.value_or(options_.order) : options_.order;
}

invocation_manner desk::manner_of(const store::function_name& f) const
{
    invocation_manner manner{options_.async, options_.timeout};
    const auto map = ports_.topics.current();
    if (const auto* own = map ? options_of(f, *map) : nullptr) {
        if (own->mode)
            manner.async = *own->mode == routing::invocation_mode::async;
        if (own->timeout)
            manner.timeout = *own->timeout;
    }
    return manner;
}

policy::delivery_limits desk::limits_of(const store::function_name& f) const
{
    auto limits = options_.limits;
    const auto map = ports_.topics.current();
    if (const auto* own = map ? options_of(f, *map) : nullptr; own && own->retries)
        limits.max_attempts = *own->retries + 1;
    return limits;
}

void desk::take(store::delivery d, base::ordering order)
{
    const auto id = d.id;
    const auto now = ports_.timers.now();
    const auto wall = ports_.timers.wall();
    auto& f = functions_.at(d.function);
    ++f.works;
    std::optional<steady_time> failing_since;
    if (d.first_tried)
        failing_since = active_time() - std::chrono::duration_cast<base::duration>(
                                            std::max<base::wall_time::duration>(wall - *d.first_tried, 0s));
    const auto wait = until(d.not_before, wall);
    lanes_.add(id, f.key, policy::lane_object(order, d.event->object),
               wait > 0s ? now + wait : steady_time::min());
    works_.emplace(id, work{std::move(d), f, order, failing_since});
    bell_.ring();
}

bool desk::may_send(steady_time now) const noexcept
{
    if (stopped_ || lanes_.in_flight() >= options_.max_in_flight ||
        settling_ >= settling_per_flight * options_.max_in_flight)
        return false;
    return !outage_.active() || (!probing_ && outage_.probe_at() <= now);
}

void desk::send_ready()
{
    const auto now = ports_.timers.now();
    functions_.release_probes(now);
    while (may_send(now)) {
        const auto id = lanes_.next(now);
        if (!id)
            return;
        send(works_.at(*id));
    }
}

void desk::send(work& w)
{
    auto& f = w.function;
    if (f.circuit.open()) {
        if (f.expired && too_old(w)) {
            tasks_.spawn(expire(w));
            return;
        }
        if (!f.probe_due) {
            lanes_.retry(w.delivery.id, std::max(f.circuit.probe_at(), ports_.timers.now() + 1s));
            return;
        }
        functions_.probe_begins(f);
    }
    const probes probe{outage_.active(), f.circuit.open()};
    probing_ = probe.of_gateway;
    tasks_.spawn(deliver(w, probe));
}

bool desk::too_old(const work& w) const
{
    // Outages before it was queued are left out, too: rather too late than too early.
    const auto age = ports_.timers.wall() - w.delivery.queued_at;
    return age - outage_.total(ports_.timers.now()) >= options_.limits.max_age;
}

steady_time desk::next_send() const noexcept
{
    if (probing_ || stopped_ || lanes_.in_flight() >= options_.max_in_flight ||
        settling_ >= settling_per_flight * options_.max_in_flight)
        return steady_time::max();
    const auto next = std::min(lanes_.wake_at(), functions_.next_probe());
    return outage_.active() ? std::max(outage_.probe_at(), next) : next;
}

void desk::abort()
{
    if (lanes_.in_flight() > 0)
        sender_.abort();
}

desk::task desk::deliver(work& w, probes probe)
{
    const auto manner = manner_of(w.delivery.function);
    auto made = co_await sender_.send(w.delivery, manner);
    co_await conclude(w, std::move(made), probe);
}

steady_time desk::active_time() const noexcept
{
    const auto now = ports_.timers.now();
    return now - outage_.total(now);
}

}  // namespace vcenter_connector::dispatch
