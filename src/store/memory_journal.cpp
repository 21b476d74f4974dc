#include "vcenter_connector/store/memory_journal.hpp"

#include "vcenter_connector/net/wait_queue.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_set>
#include <utility>

namespace vcenter_connector::store {
namespace {

namespace asio = boost::asio;
using base::errc;

class memory_journal final : public journal {
public:
    memory_journal(net::timers& timers, std::size_t limit) : limit_(limit), room_(timers), work_(timers) {}

    // Who comes while others wait for room waits behind them; who leaves passes the room on.
    asio::awaitable<base::result<void>> commit(event_page page) override
    {
        bool waits = full() || !room_.empty();
        while (waits && !closed_) {
            co_await room_.wait();
            waits = full();
        }
        // After a close nothing more is delivered by and by, but what was read must not vanish from the
        // count.
        add(std::move(page));
        if (!full())
            room_.wake_one();
        co_return base::result<void>();
    }

    asio::awaitable<base::result<std::vector<delivery>>> take(std::size_t limit) override
    {
        while (untaken_.empty() && !closed_)
            co_await work_.wait();
        std::vector<delivery> taken;
        while (!untaken_.empty() && taken.size() < limit) {
            taken_.insert(untaken_.front().id);
            taken.push_back(std::move(untaken_.front()));
            untaken_.pop_front();
        }
        if (!untaken_.empty())
            work_.wake_one();
        co_return taken;
    }

    void settle(std::int64_t id, settlement, std::string) override
    {
        taken_.erase(id);
        if (!full())
            room_.wake_one();
    }

    std::optional<checkpoint> position(const std::string& instance_uuid) const override
    {
        const auto found = positions_.find(instance_uuid);
        return found == positions_.end() ? std::nullopt : std::optional(found->second);
    }

    std::size_t pending() const noexcept override { return untaken_.size() + taken_.size(); }

    void close() override
    {
        closed_ = true;
        room_.wake_all();
        work_.wake_all();
    }

private:
    bool full() const noexcept { return pending() >= limit_; }

    void add(event_page page)
    {
        for (auto& [event, functions] : page.entries) {
            if (functions.empty())
                continue;
            const auto shared = std::make_shared<const event_record>(std::move(event));
            for (auto& function : functions)
                untaken_.push_back({++last_id_, shared, std::move(function), 0});
        }
        auto uuid = page.position.instance_uuid;
        positions_.insert_or_assign(std::move(uuid), std::move(page.position));
        if (!untaken_.empty())
            work_.wake_one();
    }

    std::size_t limit_;
    bool closed_ = false;
    std::int64_t last_id_ = 0;
    std::deque<delivery> untaken_;
    std::unordered_set<std::int64_t> taken_;  // and not settled
    std::map<std::string, checkpoint> positions_;
    net::wait_queue room_;
    net::wait_queue work_;
};

}  // namespace

std::unique_ptr<journal> make_memory_journal(net::timers& timers, std::size_t limit)
{
    return std::make_unique<memory_journal>(timers, std::max<std::size_t>(limit, 1));
}

}  // namespace vcenter_connector::store
