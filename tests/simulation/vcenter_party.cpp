#include "vcenter_party.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::simulation {
namespace {

using namespace std::chrono_literals;

test::vcenter_options options_of(const vcenter_plan& plan)
{
    test::vcenter_options options;
    options.start = plan.begin;
    options.tick = plan.tick;
    return options;
}

}  // namespace

const std::vector<event_class>& event_classes()
{
    static const std::vector<event_class> all{{"VmPoweredOnEvent", "vm.powered.on"},
                                              {"VmPoweredOffEvent", "vm.powered.off"},
                                              {"VmReconfiguredEvent", "vm.reconfigured"},
                                              {"VmMigratedEvent", "vm.migrated"},
                                              {"VmCreatedEvent", "vm.created"},
                                              {"VmRemovedEvent", "vm.removed"},
                                              {"DatacenterCreatedEvent", "datacenter.created"}};
    return all;
}

vcenter_party::vcenter_party(scheduler& schedule, network& way, trace& to, contract& ledger,
                             std::uint64_t seed, const vcenter_plan& plan)
    : schedule_(schedule), way_(way), trace_(to), contract_(ledger), plan_(plan), load_(seed, "load"),
      fate_(seed, "vcenter"), model_(options_of(plan)),
      offset_(plan.begin -
              std::chrono::duration_cast<base::wall_time::duration>(schedule.now().time_since_epoch()))
{
    model_.history().set_next_key(plan.first_key);
    static constexpr test::page_order orders[] = {test::page_order::newest_first,
                                                  test::page_order::oldest_first, test::page_order::mixed};
    model_.set_page_order(orders[fate_.below(3)]);
    way.serve(*this);
    post_later();
    if (plan_.faulty)
        fault_later();
}

void vcenter_party::set_clock()
{
    const auto now =
        offset_ + std::chrono::duration_cast<base::wall_time::duration>(schedule_.now().time_since_epoch());
    model_.set_time(std::max(model_.now(), now));
}

void vcenter_party::post_later()
{
    schedule_.after(load_.about(plan_.between_events), [this] {
        if (!loaded_)
            return;
        post(load_.chance(0.02) ? load_.from_to(2, plan_.largest_burst) : load_.from_to(1, 3), true);
        post_later();
    });
}

// A vCenter that is down makes no events.
void vcenter_party::post(std::size_t count, bool visible)
{
    if (!up_)
        return;
    set_clock();
    for (std::size_t i = 0; i < count; ++i)
        post_one(visible);
    look_at_waits();
}

void vcenter_party::post_one(bool visible)
{
    const auto& kind = load_.pick(event_classes());
    test::posted_event event;
    event.class_name = kind.name;
    if (kind.topic.starts_with("vm."))
        event.vm = "vm" + std::to_string(load_.below(plan_.objects));
    event.visible = visible;
    const auto object = event.vm;
    const auto key = model_.post(std::move(event));
    contract_.posted(key, kind.topic, object, visible);
    trace_.note("vcenter", visible ? "event" : "invisible event", kind.topic + " " + object, key);
}

void vcenter_party::handle(const exchange_ptr& asked)
{
    if (stalling_)
        stalled_.push_back(asked);
    else
        execute(asked);
}

void vcenter_party::execute(const exchange_ptr& asked)
{
    set_clock();
    test::server_request request;
    request.method = asked->request.method;
    request.target = asked->request.target;
    request.headers = asked->request.headers;
    request.body = asked->request.body;
    const auto size = model_.history().size();
    auto said = model_.handle(request);
    trace_.note("vcenter", model_.methods().empty() ? "GET" : model_.methods().back());
    if (said.reply) {
        answer(asked, std::move(*said.reply));
    } else {
        const auto number = said.ticket;
        const auto limit = schedule_.after(said.hold, [this, number] { resume(number, true); });
        held_.emplace(number, held_call{asked, limit});
    }
    if (model_.history().size() != size)
        contract_.fail("simulation: the model posts events by itself");
}

void vcenter_party::answer(const exchange_ptr& asked, test::server_reply with)
{
    way_.answer(asked, {with.status, std::move(with.headers), std::move(with.body)});
}

void vcenter_party::resume(std::uint64_t ticket, bool late)
{
    const auto found = held_.find(ticket);
    if (found == held_.end() || stalling_)
        return;
    set_clock();
    auto reply = model_.resume(ticket, late);
    if (!reply)
        return;
    const auto call = held_.extract(found);
    schedule_.cancel(call.mapped().limit);
    answer(call.mapped().asked, std::move(*reply));
}

void vcenter_party::look_at_waits()
{
    std::vector<std::uint64_t> tickets;
    for (const auto& [ticket, call] : held_)
        tickets.push_back(ticket);
    for (const auto ticket : tickets)
        resume(ticket, false);
}

void vcenter_party::hung_up(const exchange_ptr& asked)
{
    std::erase_if(held_, [&](auto& each) {
        if (each.second.asked != asked)
            return false;
        model_.drop(each.first);
        schedule_.cancel(each.second.limit);
        return true;
    });
}

void vcenter_party::fault_later()
{
    schedule_.after(fate_.about(plan_.between_faults), [this] {
        if (!plan_.faulty)
            return;
        if (up_ && !stalling_)
            befall();
        fault_later();
    });
}

void vcenter_party::befall()
{
    set_clock();
    switch (fate_.below(8)) {
    case 0:
    case 1: crash(); break;
    case 2:
    case 3: stall(); break;
    case 4:
        trace_.fault("vcenter", "sessions ended");
        model_.terminate_sessions();
        look_at_waits();
        break;
    case 5: hide_some(); break;
    case 6:
        if (fate_.chance(0.5)) {
            trace_.fault("vcenter", "truncated updates");
            model_.truncate_updates(fate_.from_to(1, 4));
        } else {
            stick();
        }
        break;
    default: jump();
    }
}

// Sessions, collectors and filters are gone; the history stays.
void vcenter_party::crash()
{
    trace_.fault("vcenter", "crash");
    up_ = false;
    model_.terminate_sessions();
    for (const auto& [ticket, call] : std::exchange(held_, {})) {
        model_.drop(ticket);
        schedule_.cancel(call.limit);
        way_.cut(call.asked, base::failure(base::errc::connection_closed));
    }
    schedule_.after(fate_.chance(0.2) ? fate_.about(1h) : fate_.about(3min), [this] { restart(); });
}

void vcenter_party::restart()
{
    if (!std::exchange(up_, true))
        trace_.note("vcenter", "restarted");
}

// It is there, and answers nothing; events go on.
void vcenter_party::stall()
{
    trace_.fault("vcenter", "stall");
    stalling_ = true;
    schedule_.after(fate_.chance(0.2) ? fate_.about(1h) : fate_.about(2min), [this] { unstall(); });
}

void vcenter_party::unstall()
{
    if (!std::exchange(stalling_, false))
        return;
    trace_.note("vcenter", "answers again");
    for (const auto& each : std::exchange(stalled_, {}))
        if (!each->closed || fate_.chance(0.5))
            execute(each);
    std::vector<std::uint64_t> tickets;
    for (const auto& [ticket, call] : held_)
        tickets.push_back(ticket);
    for (const auto ticket : tickets) {
        const auto call = held_.find(ticket);
        if (call->second.asked->closed)
            hung_up(exchange_ptr(call->second.asked));
        else
            resume(ticket, true);
    }
}

void vcenter_party::hide_some()
{
    trace_.fault("vcenter", "invisible events");
    post(fate_.chance(0.3) ? fate_.from_to(1000, 2500) : fate_.from_to(1, 999), false);
}

void vcenter_party::stick()
{
    trace_.fault("vcenter", "stuck cursors");
    model_.stick_cursors(fate_.chance(0.2));
    schedule_.after(fate_.about(10min), [this] { model_.free_cursors(); });
}

void vcenter_party::jump()
{
    trace_.fault("vcenter", "clock set forward");
    offset_ += std::chrono::duration_cast<base::wall_time::duration>(
        fate_.chance(0.3) ? fate_.between(1min, 1h) : fate_.between(1ms, 10s));
}

void vcenter_party::heal()
{
    plan_.faulty = false;
    restart();
    unstall();
    model_.free_cursors();
    model_.truncate_updates(0);
}

}  // namespace vcenter_connector::simulation
