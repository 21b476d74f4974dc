#include "function_queue.hpp"

#include "claim_filling.hpp"

namespace vcenter_connector::store {
namespace {

constexpr std::size_t most_looked_at = 4096;

}  // namespace

void function_queue::add(delivery d)
{
    const auto id = d.id;
    by_object_.emplace(d.event->object, id);
    deliveries_.emplace_hint(deliveries_.end(), id, std::move(d));
}

void function_queue::remove(std::int64_t id)
{
    const auto found = deliveries_.find(id);
    if (found == deliveries_.end())
        return;
    by_object_.erase({found->second.event->object, id});
    deliveries_.erase(found);
}

delivery* function_queue::find(std::int64_t id)
{
    const auto found = deliveries_.find(id);
    return found == deliveries_.end() ? nullptr : &found->second;
}

claimed function_queue::read(const claim& what) const
{
    if (what.object)
        return read_object(what);
    claim_filling filling(what);
    auto examined = what.after;
    std::size_t looked_at = 0;
    for (auto at = deliveries_.upper_bound(what.after); at != deliveries_.end() && at->first <= what.up_to;
         ++at) {
        if (filling.full() || looked_at++ == most_looked_at)
            return filling.finish(examined);
        if (filling.wants(at->second.event->object))
            filling.add(at->second);
        examined = at->first;
    }
    return filling.finish({});
}

claimed function_queue::read_object(const claim& what) const
{
    claim_filling filling(what);
    auto examined = what.after;
    for (auto at = by_object_.upper_bound({*what.object, what.after});
         at != by_object_.end() && at->first == *what.object && at->second <= what.up_to; ++at) {
        if (filling.full())
            return filling.finish(examined);
        filling.add(deliveries_.at(at->second));
        examined = at->second;
    }
    return filling.finish({});
}

}  // namespace vcenter_connector::store
