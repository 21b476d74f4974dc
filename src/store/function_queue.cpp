#include "function_queue.hpp"

namespace vcenter_connector::store {
namespace {

constexpr std::size_t most_looked_at = 4096;

// Fills an answer as long as the claim's limits allow.
class filling {
public:
    explicit filling(const claim& what) : what_(what) { answer_.reached = what.after; }

    // False when the delivery does not fit any more.
    bool take(const delivery& d)
    {
        const auto size = d.event->body.size();
        const bool fits = answer_.deliveries.empty() || bytes_ + size <= what_.max_bytes;
        if (answer_.deliveries.size() >= what_.limit || !fits)
            return false;
        bytes_ += size;
        answer_.deliveries.push_back(d);
        answer_.reached = d.id;
        return true;
    }

    void skip(const delivery& d) { answer_.reached = d.id; }

    claimed to_the_end()
    {
        answer_.reached = what_.up_to;
        return std::move(answer_);
    }

    claimed so_far() { return std::move(answer_); }

private:
    const claim& what_;
    claimed answer_;
    std::size_t bytes_ = 0;
};

bool excepted(const claim& what, const delivery& d)
{
    return what.except && !d.event->object.empty() && what.except->contains(d.event->object);
}

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
    filling answer(what);
    std::size_t looked_at = 0;
    for (auto at = deliveries_.upper_bound(what.after); at != deliveries_.end() && at->first <= what.up_to;
         ++at) {
        if (++looked_at > most_looked_at)
            return answer.so_far();
        if (excepted(what, at->second))
            answer.skip(at->second);
        else if (!answer.take(at->second))
            return answer.so_far();
    }
    return answer.to_the_end();
}

claimed function_queue::read_object(const claim& what) const
{
    filling answer(what);
    for (auto at = by_object_.upper_bound({*what.object, what.after});
         at != by_object_.end() && at->first == *what.object && at->second <= what.up_to; ++at)
        if (!answer.take(deliveries_.at(at->second)))
            return answer.so_far();
    return answer.to_the_end();
}

}  // namespace vcenter_connector::store
