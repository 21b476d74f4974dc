#include "contract.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::simulation {

contract::contract(const scheduler& schedule, trace& to, contract_rules rules)
    : schedule_(schedule), trace_(to), rules_(rules)
{
}

void contract::add_function(std::string name, std::vector<std::string> topics, bool permanent)
{
    function_state made;
    made.name = std::move(name);
    made.topics = std::move(topics);
    made.permanent = permanent;
    functions_.push_back(std::move(made));
}

std::size_t contract::index_of(std::int32_t key) const noexcept
{
    return static_cast<std::uint32_t>(key) - static_cast<std::uint32_t>(rules_.first_key);
}

bool contract::wants(const function_state& f, const event_info& e) const
{
    return e.visible && std::find(f.topics.begin(), f.topics.end(), e.topic) != f.topics.end();
}

// Nothing: such an event may come at any time.
std::optional<std::string> contract::lane_of(const event_info& e) const
{
    if (rules_.order == policy::ordering::strict)
        return "all";
    if (rules_.order == policy::ordering::none || e.object.empty())
        return std::nullopt;
    return e.object;
}

std::string contract::name(const function_state& f, std::size_t event) const
{
    const auto key = static_cast<std::uint32_t>(rules_.first_key) + static_cast<std::uint32_t>(event);
    return "event " + std::to_string(static_cast<std::int32_t>(key)) + " (" + events_[event].topic + ", " +
           events_[event].object + ") to " + f.name;
}

void contract::fail(const std::string& what)
{
    trace_.note("contract", "VIOLATED", what);
    if (violations_.size() < 20)
        violations_.push_back(
            std::to_string(std::chrono::duration<double, std::ratio<3600>>(schedule_.elapsed()).count()) +
            " h: " + what);
}

void contract::posted(std::int32_t key, const std::string& topic, const std::string& object, bool visible)
{
    if (index_of(key) != events_.size())
        fail("simulation: key out of turn");
    events_.push_back({topic, object, visible, following_});
    if (!following_)
        return;
    for (const auto& f : functions_)
        if (f.permanent && wants(f, events_.back()))
            ++open_;
}

void contract::attempted(std::size_t function, std::int32_t key)
{
    auto& p = functions_.at(function).by_event[index_of(key)];
    ++p.attempts;
    if (!p.first_tried) {
        p.first_tried = schedule_.now();
        p.crashes_before = crashes_;
    }
}

void contract::asked(std::size_t function, std::int32_t key, const exchange& by)
{
    auto& f = functions_.at(function);
    const auto event = index_of(key);
    if (event >= events_.size()) {
        fail("an event that never happened was sent to " + f.name);
        return;
    }
    if (!wants(f, events_[event]))
        fail("not asked for: " + name(f, event));
    const auto& p = f.by_event[event];
    if (p.refusal && p.refusal->told && p.refusal->generation == by.generation &&
        schedule_.now() < p.not_before)
        fail("sooner than Retry-After said: " + name(f, event));
}

void contract::received(std::size_t function, std::int32_t key, const exchange_ptr& by)
{
    auto& f = functions_.at(function);
    const auto event = index_of(key);
    auto& p = f.by_event[event];
    ++receptions_;
    f.last_success = schedule_.now();
    if (p.received > 0)
        check_repeat(f, event, p, *by);
    if (p.dead && !p.undone)
        fail("delivered after it was given up: " + name(f, event));
    check_order(f, event, p);
    if (due(f, event, p))
        --open_;
    ++p.received;
    p.last = by;
}

void contract::check_repeat(const function_state& f, std::size_t event, const progress& p, const exchange& by)
{
    ++repeats_;
    if (rules_.faultless)
        fail("repeated without any fault: " + name(f, event));
    if (p.settled)
        fail("repeated after it was settled: " + name(f, event));
    else if (p.last->told && p.last->generation == by.generation)
        fail("repeated though the connector had the answer: " + name(f, event));
}

void contract::check_order(function_state& f, std::size_t event, const progress& p)
{
    const auto lane = lane_of(events_[event]);
    if (!lane)
        return;
    const auto [newest, first] = f.newest.try_emplace(*lane, event);
    if (first)
        return;
    if (p.received == 0 && event < newest->second && !p.undone)
        fail("out of order, after " + std::to_string(newest->second) + ": " + name(f, event));
    if (p.received > 0 && event != newest->second && !p.undone)
        fail("repeated, and not the newest of its lane: " + name(f, event));
    newest->second = std::max(newest->second, event);
}

// An answer that got lost does not count, nor does an attempt that nobody noted before a crash.
void contract::refused(std::size_t function, std::int32_t key, const exchange_ptr& by, base::duration wait)
{
    auto& f = functions_.at(function);
    auto& p = f.by_event[index_of(key)];
    p.not_before = schedule_.now() + wait;
    if (const auto before = std::exchange(p.refusal, by); before && before->told)
        ++p.refused;
    if (p.refused >= rules_.max_attempts + (crashes_ - p.crashes_before) && !p.undone)
        fail("tried more often than allowed: " + name(f, index_of(key)));
}

void contract::poisoned(std::size_t function, std::int32_t key)
{
    functions_.at(function).by_event[index_of(key)].poisoned = true;
}

void contract::unlisted(std::size_t function)
{
    functions_.at(function).unlisted = true;
}

// Whether it must still come, and has not.
bool contract::due(const function_state& f, std::size_t event, const progress& p) const
{
    return events_[event].required && f.permanent && p.received == 0 && !p.given_up;
}

contract::function_state* contract::find(const std::string& function)
{
    const auto found = std::find_if(functions_.begin(), functions_.end(),
                                    [&](const function_state& each) { return each.name == function; });
    return found == functions_.end() ? nullptr : &*found;
}

void contract::giving_up(const std::string& function, std::int32_t key)
{
    const auto event = index_of(key);
    auto* f = find(function);
    if (!f || event >= events_.size())
        return;
    auto& p = f->by_event[event];
    if (due(*f, event, p))
        --open_;
    p.given_up = true;
}

// A new delivery, whose attempts count from the beginning; it comes when it comes.
void contract::redelivered(const std::string& function, std::int32_t key)
{
    perhaps_redelivered(function, key);
    auto& f = *find(function);
    auto& p = f.by_event[index_of(key)];
    p.given_up = false;
    if (due(f, index_of(key), p))
        ++open_;
}

void contract::perhaps_redelivered(const std::string& function, std::int32_t key)
{
    auto& p = find(function)->by_event[index_of(key)];
    p.undone = true;
    p.settled = false;
    p.dead = false;
    p.refused = 0;
}

void contract::dead_letter(const std::string& function, std::int32_t key, const std::string& reason)
{
    auto* f = find(function);
    if (!f || index_of(key) >= events_.size())
        return fail("a dead letter of what never was: " + function + " " + std::to_string(key));
    auto& p = f->by_event[index_of(key)];
    p.in_table = true;
    if (reason.empty())
        fail("a dead letter without a reason: " + name(*f, index_of(key)));
    if (!p.given_up)
        fail("a dead letter that nobody gave up: " + name(*f, index_of(key)));
}

bool contract::may_be_dead(const function_state& f, const progress& p) const
{
    if (p.poisoned || f.unlisted || p.attempts >= rules_.max_attempts)
        return true;
    if (p.first_tried && schedule_.now() - *p.first_tried >= rules_.max_age)
        return true;
    return !f.last_success || schedule_.now() - *f.last_success >= rules_.max_age;
}

void contract::settled(const std::string& function, std::int32_t key, store::settlement how,
                       const std::string& reason)
{
    auto* const found = find(function);
    if (!found || index_of(key) >= events_.size())
        return fail("settled what there is not: " + function + " " + std::to_string(key));
    const auto event = index_of(key);
    auto& p = found->by_event[event];
    if (how == store::settlement::delivered && p.received == 0)
        fail("settled as delivered, and was not: " + name(*found, event));
    if (how == store::settlement::dead) {
        ++dead_;
        if (reason.empty())
            fail("given up without a reason: " + name(*found, event));
        if (rules_.faultless || !may_be_dead(*found, p))
            fail("given up too early (" + reason + "): " + name(*found, event));
        p.dead = true;
    }
    p.settled = true;
    p.undone = false;
    unsynced_.push_back({static_cast<std::size_t>(found - functions_.data()), event, schedule_.now()});
}

void contract::synced()
{
    unsynced_.clear();
}

void contract::held_in_memory(std::size_t deliveries)
{
    if (deliveries > 2 * rules_.window)
        fail("more deliveries in memory than the window: " + std::to_string(deliveries));
}

void contract::killed()
{
    ++crashes_;
}

// What was settled since the last sync, and not long ago, may or may not be so now.
void contract::power_lost()
{
    ++crashes_;
    for (const auto& [function, event, at] : unsynced_) {
        if (schedule_.now() - std::max(at, disk_trouble_) > std::chrono::seconds(30))
            continue;
        auto& f = functions_[function];
        auto& p = f.by_event[event];
        p.dead = false;
        p.settled = false;
        p.undone = true;
    }
    unsynced_.clear();
}

void contract::check_end(std::size_t pending)
{
    if (pending > 0)
        fail("left in the journal: " + std::to_string(pending));
    for (auto& f : functions_)
        for (std::size_t event = 0; f.permanent && event < events_.size(); ++event) {
            const auto& e = events_[event];
            if (!e.required || !wants(f, e))
                continue;
            const auto& p = f.by_event[event];
            if (p.received == 0 && !(rules_.durable ? p.in_table : p.given_up))
                fail("lost: " + name(f, event));
            if (rules_.faultless && p.received != 1)
                fail("not exactly once: " + name(f, event));
        }
}

}  // namespace vcenter_connector::simulation
