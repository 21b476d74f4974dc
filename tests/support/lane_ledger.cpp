#include "support/lane_ledger.hpp"

#include <algorithm>

namespace vcenter_connector::test {
namespace {

constexpr std::size_t breaches_kept = 20;

}  // namespace

lane_ledger::lane_ledger(const std::vector<std::string>& functions)
{
    for (const auto& each : functions)
        lanes_[each];
}

void lane_ledger::posted(std::int64_t key, const std::string& object)
{
    const std::lock_guard lock(mutex_);
    const auto [found, fresh] = objects_.try_emplace(object, lengths_.size());
    if (fresh) {
        lengths_.push_back(0);
        for (auto& [name, lanes] : lanes_)
            lanes.emplace_back();
    }
    places_[key] = {found->second, lengths_[found->second]++};
    ++counted_.events;
    counted_.deliveries += lanes_.size();
    counted_.missing += lanes_.size();
}

void lane_ledger::begun(std::string_view function, std::int64_t key)
{
    const std::lock_guard lock(mutex_);
    ++counted_.requests;
    const auto found = places_.find(key);
    if (found == places_.end() || lanes_.find(function) == lanes_.end())
        return breach("was never posted", function, key);
    auto& at = lane_of(function, found->second.object);
    const auto position = found->second.position;
    if (position + 1 < at.next)
        return breach("comes again though a later one of its object has been sent", function, key);
    if (position + 1 == at.next)
        return again(at, function, key);
    if (position > at.next)
        breach("comes before an earlier one of its object", function, key);
    else if (at.newest != state::done)
        breach("overtakes one of its object that has not been delivered", function, key);
    at.next = position + 1;
    at.newest = state::under_way;
}

void lane_ledger::again(lane& at, std::string_view function, std::int64_t key)
{
    if (at.newest == state::under_way && !faulty_)
        breach("is sent while it is under way", function, key);
    if (at.newest == state::done) {
        if (!faulty_ && at.settled_in == counted_.faults)
            breach("comes again without a fault", function, key);
        ++counted_.repeated;
        ++counted_.missing;
        // Of those that were done in the life that the last fault ended.
        if (!faulty_ && at.settled_in + 1 == counted_.faults)
            counted_.longest_unsettled =
                std::max(counted_.longest_unsettled,
                         std::chrono::duration_cast<std::chrono::milliseconds>(last_fault_ - at.done_at));
        counted_.most_repeated = std::max(counted_.most_repeated, ++repeated_now_);
    }
    at.newest = state::under_way;
}

void lane_ledger::ended(std::string_view function, std::int64_t key, bool succeeded, bool sent)
{
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end())
        return;
    auto& at = lane_of(function, found->second.object);
    const bool good = succeeded && sent;
    counted_.failed += good ? 0U : 1U;
    if (found->second.position + 1 != at.next || at.newest != state::under_way)
        return;
    at.newest = good ? state::done : state::failed;
    at.settled_in = counted_.faults;
    at.done_at = clock::now();
    counted_.missing -= good ? 1U : 0U;
}

void lane_ledger::fault(clock::time_point at)
{
    const std::lock_guard lock(mutex_);
    last_fault_ = at;
    ++counted_.faults;
    repeated_now_ = 0;
}

void lane_ledger::faults_begin()
{
    const std::lock_guard lock(mutex_);
    faulty_ = true;
    repeated_now_ = 0;
}

void lane_ledger::faults_end()
{
    const std::lock_guard lock(mutex_);
    faulty_ = false;
    ++counted_.faults;
}

lane_ledger::figures lane_ledger::count() const
{
    const std::lock_guard lock(mutex_);
    return counted_;
}

std::size_t lane_ledger::missing() const
{
    return count().missing;
}

std::string lane_ledger::breaches() const
{
    const std::lock_guard lock(mutex_);
    std::string all;
    for (const auto& each : breaches_)
        all += each + "\n";
    return all;
}

lane_ledger::lane& lane_ledger::lane_of(std::string_view function, std::size_t object)
{
    return lanes_.find(function)->second.at(object);
}

void lane_ledger::breach(std::string_view what, std::string_view function, std::int64_t key)
{
    if (breaches_.size() < breaches_kept)
        breaches_.push_back("event " + std::to_string(key) + " to " + std::string(function) + " " +
                            std::string(what) + " (after fault " + std::to_string(counted_.faults) + ")");
}

}  // namespace vcenter_connector::test
