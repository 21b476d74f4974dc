// What follows from an answer.
#include "desk.hpp"

#include "vcenter_connector/base/text.hpp"

#include <chrono>
#include <utility>

namespace vcenter_connector::dispatch {
namespace {

using policy::outcome;

constexpr std::size_t longest_reason = 300;
constexpr unsigned accepted = 202;
constexpr unsigned too_many_requests = 429;

}  // namespace

desk::task desk::conclude(work& w, attempt made, probes probe)
{
    if (made.meaning == outcome::disabled && (disabled_.add(w.function.key) || outage_.active()))
        made.meaning = outcome::gateway_away;
    note_gateway(made, probe.of_gateway);
    note_function(w, made, probe.of_function);
    switch (made.meaning) {
    case outcome::delivered: co_await delivered(w, std::move(made)); break;
    case outcome::dead: {
        auto reason = made.reason();
        note_attempt(w, made, reason, base::duration::zero());
        co_await give_up(w, std::move(reason));
        break;
    }
    case outcome::retry: co_await retry(w, std::move(made)); break;
    case outcome::disabled: lanes_.retry(w.delivery.id, ports_.timers.now()); break;
    case outcome::gateway_away:
    case outcome::ask_gateway:
    case outcome::aborted: aborted(w, probe); break;
    }
}

void desk::note_gateway(const attempt& made, bool probe)
{
    if (probe)
        probing_ = false;
    if (made.meaning == outcome::aborted)
        return;
    const auto now = ports_.timers.now();
    if (made.meaning == outcome::gateway_away) {
        if (outage_.failed(now, probe))
            log_.outage_begins(made.reason(), made.cure(), ports_.journal.pending());
    } else if (const auto lasted = outage_.answered(now, probe)) {
        log_.outage_ended(*lasted, ports_.journal.pending());
    }
}

void desk::note_function(work& w, const attempt& made, bool probe)
{
    auto& f = w.function;
    switch (made.meaning) {
    case outcome::delivered:
    case outcome::dead:
        disabled_.clear();
        if (const auto lasted = functions_.answered(f, ports_.timers.now()))
            log_.function_back(f.name, *lasted, f.works);
        if (made.meaning == outcome::delivered)
            functions_.succeeded(f);
        break;
    case outcome::retry: note_failure(w, made, probe); break;
    case outcome::disabled: note_disabled(w, made, probe); break;
    case outcome::gateway_away:
    case outcome::ask_gateway:
    case outcome::aborted: break;
    }
}

void desk::note_failure(work& w, const attempt& made, bool probe)
{
    auto& f = w.function;
    if (made.status() == too_many_requests) {
        functions_.refused(f, ports_.timers.now(), made.begun);
        if (probe)
            functions_.probe_aborted(f, ports_.timers.now() + std::chrono::seconds(1));
        return;
    }
    const auto now = ports_.timers.now();
    f.last_reason = made.reason();
    if (!f.failing_since)
        f.failing_since = active_time();
    if (functions_.failed(f, w.delivery.id, probe, now, options_.random()))
        log_.function_broken(f.name, f.circuit.failures(), f.last_reason, f.works);
    if (f.circuit.open() && !f.expired && active_time() - *f.failing_since >= options_.limits.max_age)
        functions_.expire(f);
}

// Said when a probe confirms it: by then other functions have shown whether it is the gateway's trouble.
void desk::note_disabled(work& w, const attempt& made, bool probe)
{
    auto& f = w.function;
    functions_.disabled(f, probe, ports_.timers.now(), options_.random());
    if (probe && !std::exchange(f.told_disabled, true))
        log_.function_disabled(f.name, made.reason(), made.cure(), f.works);
}

void desk::aborted(work& w, probes probe)
{
    if (probe.of_function)
        functions_.probe_aborted(w.function, ports_.timers.now());
    lanes_.retry(w.delivery.id, ports_.timers.now());
}

desk::task desk::delivered(work& w, attempt made)
{
    log_.delivered(w.delivery, made.status(), ports_.timers.now() - made.begun);
    ++delivered_;
    if (made.async && made.status() != accepted && told_statuses_.insert(made.status()).second)
        log_.no_queue(w.delivery, made.status());
    std::string no_reason;
    co_await settle(w, store::settlement::delivered, std::move(no_reason));
}

desk::task desk::retry(work& w, attempt made)
{
    const auto& d = w.delivery;
    auto reason = made.reason();
    const auto floor = made.answer ? policy::parse_retry_after(made.answer->retry_after, ports_.timers.wall())
                                   : std::nullopt;
    const auto wait = policy::backoff(options_.backoff, d.attempts + 1, options_.random(), floor);
    note_attempt(w, made, reason, wait);
    const auto limits = limits_of(d.function);
    if (policy::exhausted(limits, d.attempts, active_time() - *w.failing_since)) {
        co_await give_up(w, std::move(reason));
        co_return;
    }
    log_.will_retry(d, reason, wait, w.function.circuit.open());
    lanes_.retry(d.id, ports_.timers.now() + wait);
    make_room_behind(w);
}

void desk::note_attempt(work& w, const attempt& made, const std::string& reason, base::duration wait)
{
    auto& d = w.delivery;
    ++d.attempts;
    if (!d.first_tried)
        d.first_tried = made.begun_wall;
    if (!w.failing_since)
        w.failing_since = made.begun - outage_.total(made.begun);
    const auto not_before =
        ports_.timers.wall() + std::chrono::duration_cast<base::wall_time::duration>(wait);
    store::attempt noted{made.begun_wall, made.status(), base::printable(reason, longest_reason)};
    ports_.journal.attempted(d.id, std::move(noted), not_before);
}

void desk::make_room_behind(const work& w)
{
    const auto& object = w.delivery.event->object;
    auto& f = w.function;
    if (w.order != base::ordering::object || object.empty() || !claiming_.claims().crowded(f.key, object))
        return;
    std::size_t bytes = 0;
    const auto dropped = lanes_.drop_behind(w.delivery.id);
    for (const auto id : dropped) {
        const auto found = works_.find(id);
        bytes += found->second.delivery.event->size();
        works_.erase(found);
    }
    f.works -= dropped.size();
    claiming_.claims().given_back(f.key, object, w.delivery.id, dropped.size(), bytes);
    claiming_.read_on();
}

desk::task desk::give_up(work& w, std::string reason)
{
    log_.dead(w.delivery, reason);
    ++dead_;
    co_await settle(w, store::settlement::dead, std::move(reason));
}

desk::task desk::expire(work& w)
{
    const auto lasted = active_time() - w.function.failing_since.value_or(active_time());
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(lasted).count();
    auto reason = "the function has failed for " + std::to_string(hours) + " h: " + w.function.last_reason;
    co_await give_up(w, std::move(reason));
}

desk::task desk::settle(work& w, store::settlement how, std::string reason)
{
    lanes_.answered(w.delivery.id);
    ++settling_;
    bell_.ring();
    const auto settled = co_await ports_.journal.settle(w.delivery.id, how, std::move(reason));
    --settling_;
    bell_.ring();
    // Otherwise it stays where it is, and holds its lane up: after a restart it comes again, and first.
    if (settled)
        remove(w);
    else if (!settled.error().is(base::errc::aborted))
        log_.not_settled(w.delivery, settled.error().message());
}

void desk::remove(work& w)
{
    auto& f = w.function;
    const auto event = w.delivery.event;
    const auto id = w.delivery.id;
    const auto order = w.order;
    lanes_.finished(id);
    works_.erase(id);
    --f.works;
    claiming_.claims().ended(f.key, event->object, event->size(), order);
    if (f.works == 0 && !claiming_.claims().knows(f.key))
        functions_.forget(f);
    claiming_.read_on();
}

}  // namespace vcenter_connector::dispatch
