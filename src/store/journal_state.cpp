#include "journal_state.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::store {

void journal_state::begin(const page_write& page)
{
    for (const auto& entry : page.entries)
        coming_ += entry.functions.size();
}

void journal_state::begin(attempt_write& attempt)
{
    tail_.attempted(attempt);
}

void journal_state::begin(settle_write& settle)
{
    settle.in_tail = tail_.settle(settle.id);
    ++settling_[settle.id];
}

void journal_state::conclude(journal_batch& batch)
{
    for (const auto& queue : batch.arrivals)
        add_stored(queue);
    for (auto& write : batch.writes)
        std::visit([&](auto& one) { conclude(one, batch.written); }, write);
    // What was read before a settlement that is on its way is not given out after it.
    for (const auto& read : batch.claims)
        if (read->found)
            std::erase_if(read->found->deliveries,
                          [this](const delivery& d) { return settling_.contains(d.id); });
}

void journal_state::conclude(page_write& page, bool written)
{
    auto id = page.first_id;
    for (auto& [event, functions] : page.entries) {
        coming_ -= functions.size();
        if (!written)
            continue;
        pending_ += functions.size();
        for (auto& function : functions) {
            announce(function, id);
            delivery d;
            d.id = id++;
            d.event = event;
            d.function = std::move(function);
            d.queued_at = page.queued_at;
            tail_.add(std::move(d));
        }
    }
}

void journal_state::conclude(const settle_write& settle, bool written)
{
    if (const auto found = settling_.find(settle.id); found != settling_.end() && --found->second == 0)
        settling_.erase(found);
    if (!written || !settle.ended)
        return;
    --pending_;
    if (!settle.in_tail)
        tail_.stored_ended(settle.function);
}

void journal_state::add_stored(const queue_size& queue)
{
    pending_ += queue.count;
    tail_.add_stored(queue);
    announce(queue.function, queue.newest);
}

// What another process added in the same moment may be newer than a page of ours.
void journal_state::announce(const function_name& function, std::int64_t newest)
{
    auto& known = news_[function];
    known = std::max(known, newest);
}

std::vector<queue_news> journal_state::take_news()
{
    std::vector<queue_news> all;
    for (const auto& [function, newest] : news_)
        all.push_back({function, newest});
    news_.clear();
    return all;
}

}  // namespace vcenter_connector::store
