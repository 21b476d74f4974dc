// The journal of a replay: in memory, and it keeps the count.
#pragma once

#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace vcenter_connector::commands {

struct replay_counts {
    std::uint64_t matched = 0;  ///< deliveries that were committed
    std::uint64_t delivered = 0;
    std::uint64_t failed = 0;
    std::uint64_t failed_in_a_row = 0;
    std::map<std::string, std::uint64_t> reasons;  ///< of those that failed; at most `most_reasons`
};

/// A memory journal that calls itself durable: who stops the dispatcher wants what is in flight to end, and
/// nothing more to be sent.
class replay_journal final : public store::journal {
public:
    static constexpr std::size_t most_reasons = 20;

    /// Holds about `limit` deliveries. `moved` is called after each attempt that counts and after each
    /// delivery that has ended. `timers` must outlive it.
    replay_journal(net::timers& timers, std::size_t limit, std::function<void()> moved);

    const replay_counts& counts() const noexcept { return counts_; }
    /// The time of the oldest event that has not been delivered or given up; empty when there is none.
    std::optional<base::wall_time> oldest_waiting() const;

    bool durable() const noexcept override { return true; }
    boost::asio::awaitable<base::result<void>> commit(store::event_page page) override;
    boost::asio::awaitable<base::result<std::optional<store::resume_point>>>
    resume(const std::string& instance_uuid) override;
    boost::asio::awaitable<base::result<std::vector<store::queue_news>>> news() override;
    boost::asio::awaitable<base::result<store::claimed>> read(store::claim what) override;
    void attempted(std::int64_t id, store::attempt made, base::wall_time not_before) override;
    boost::asio::awaitable<base::result<void>> settle(std::int64_t id, store::settlement how,
                                                      std::string reason) override;
    boost::asio::awaitable<void> flush() override;
    std::size_t pending() const noexcept override { return home_->pending(); }
    void close() override { home_->close(); }

private:
    void note(const store::event_page& page);
    void count_failure(const std::string& reason);

    std::unique_ptr<store::journal> home_;
    std::function<void()> moved_;
    replay_counts counts_;
    std::unordered_map<std::string, base::wall_time> waiting_;  // by event id
    std::unordered_map<std::int64_t, std::string> event_ids_;   // of deliveries that were read
};

}  // namespace vcenter_connector::commands
