#include "replay_journal.hpp"

#include "vcenter_connector/store/memory_journal.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;

std::string key_of(const std::string& event_id)
{
    return event_id.substr(event_id.rfind('/') + 1);
}

}  // namespace

replay_journal::replay_journal(net::timers& timers, std::size_t limit, std::function<void()> moved)
    : home_(store::make_memory_journal(timers, limit)), moved_(std::move(moved))
{
}

std::optional<base::wall_time> replay_journal::oldest_waiting() const
{
    std::optional<base::wall_time> oldest;
    for (const auto& [id, time] : waiting_)
        oldest = std::min(oldest.value_or(time), time);
    return oldest;
}

asio::awaitable<base::result<void>> replay_journal::commit(store::event_page page)
{
    note(page);
    co_return co_await home_->commit(std::move(page));
}

// An entry has no time of its own; the mark of its event has.
void replay_journal::note(const store::event_page& page)
{
    std::unordered_map<std::string, base::wall_time> times;
    for (const auto& mark : page.marks)
        times.emplace(std::to_string(mark.key), mark.time);
    for (const auto& entry : page.entries) {
        counts_.matched += entry.functions.size();
        if (const auto time = times.find(key_of(entry.event.id)); time != times.end())
            waiting_.emplace(entry.event.id, time->second);
    }
}

asio::awaitable<base::result<std::optional<store::resume_point>>>
replay_journal::resume(const std::string& instance_uuid)
{
    return home_->resume(instance_uuid);
}

asio::awaitable<base::result<std::vector<store::queue_news>>> replay_journal::news()
{
    return home_->news();
}

asio::awaitable<base::result<store::claimed>> replay_journal::read(store::claim what)
{
    auto claimed = co_await home_->read(std::move(what));
    if (claimed)
        for (const auto& each : claimed->deliveries)
            event_ids_.emplace(each.id, each.event->id);
    co_return claimed;
}

void replay_journal::attempted(std::int64_t id, store::attempt made, base::wall_time not_before)
{
    home_->attempted(id, std::move(made), not_before);
    moved_();
}

asio::awaitable<base::result<void>> replay_journal::settle(std::int64_t id, store::settlement how,
                                                           std::string reason)
{
    if (const auto found = event_ids_.find(id); found != event_ids_.end()) {
        waiting_.erase(found->second);
        event_ids_.erase(found);
    }
    if (how == store::settlement::delivered) {
        ++counts_.delivered;
        counts_.failed_in_a_row = 0;
    } else {
        count_failure(reason);
    }
    auto done = co_await home_->settle(id, how, std::move(reason));
    moved_();
    co_return done;
}

void replay_journal::count_failure(const std::string& reason)
{
    ++counts_.failed;
    ++counts_.failed_in_a_row;
    if (counts_.reasons.size() < most_reasons || counts_.reasons.count(reason) > 0)
        ++counts_.reasons[reason];
}

asio::awaitable<void> replay_journal::flush()
{
    return home_->flush();
}

}  // namespace vcenter_connector::commands
