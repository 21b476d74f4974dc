#include "journal_tail.hpp"

#include "claim_filling.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::store {

journal_tail::queue& journal_tail::queue_of(const function_name& function)
{
    auto& found = queues_[function];
    if (found.function.name.empty())
        found.function = function;
    return found;
}

void journal_tail::drop_if_empty(queue& q)
{
    if (q.stored == 0)
        q.stored_until = 0;
    if (q.stored == 0 && q.deliveries.empty())
        queues_.erase(function_name(q.function));
}

void journal_tail::add_stored(const queue_size& stored)
{
    auto& q = queue_of(stored.function);
    q.stored += stored.count;
    q.stored_until = std::max(q.stored_until, stored.newest);
}

void journal_tail::add(delivery d)
{
    auto& q = queue_of(d.function);
    bytes_ += d.event->size();
    all_.emplace_hint(all_.end(), d.id, &q);
    q.deliveries.emplace_hint(q.deliveries.end(), d.id, std::move(d));
    make_room();
}

void journal_tail::make_room()
{
    while (all_.size() > most_.deliveries || bytes_ > most_.bytes) {
        const auto oldest = all_.begin();
        auto& q = *oldest->second;
        ++q.stored;
        q.stored_until = std::max(q.stored_until, oldest->first);
        take_out(oldest);
    }
}

void journal_tail::take_out(std::map<std::int64_t, queue*>::iterator entry)
{
    auto& deliveries = entry->second->deliveries;
    const auto found = deliveries.find(entry->first);
    bytes_ -= found->second.event->size();
    deliveries.erase(found);
    all_.erase(entry);
}

bool journal_tail::settle(std::int64_t id)
{
    const auto found = all_.find(id);
    if (found == all_.end())
        return false;
    auto& q = *found->second;
    take_out(found);
    drop_if_empty(q);
    return true;
}

void journal_tail::stored_ended(const function_name& function)
{
    const auto found = queues_.find(function);
    if (found == queues_.end() || found->second.stored == 0)
        return;
    --found->second.stored;
    drop_if_empty(found->second);
}

void journal_tail::attempted(const attempt_write& what)
{
    const auto found = all_.find(what.id);
    if (found == all_.end())
        return;
    auto& d = found->second->deliveries.at(what.id);
    ++d.attempts;
    d.not_before = what.not_before;
    if (!d.first_tried)
        d.first_tried = what.made.at;
}

std::optional<claimed> journal_tail::read(const claim& what) const
{
    claim_filling filling(what);
    const auto found = queues_.find(what.function);
    if (found == queues_.end())
        return filling.finish({});
    if (what.after < std::min(found->second.stored_until, what.up_to))
        return std::nullopt;
    const auto& deliveries = found->second.deliveries;
    auto examined = what.after;
    auto next = deliveries.upper_bound(what.after);
    for (; next != deliveries.end() && next->first <= what.up_to; ++next) {
        if (filling.full())
            return filling.finish(examined);
        examined = next->first;
        if (filling.wants(next->second.event->object))
            filling.add(next->second);
    }
    return filling.full() ? filling.finish(examined) : filling.finish({});
}

}  // namespace vcenter_connector::store
