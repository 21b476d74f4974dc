#include "vcenter_connector/store/memory_journal.hpp"

#include "function_queue.hpp"
#include "vcenter_connector/net/wait_queue.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace vcenter_connector::store {
namespace {

namespace asio = boost::asio;

struct earlier {
    bool operator()(const base::event_mark& a, const base::event_mark& b) const noexcept
    {
        return std::pair(a.time, a.key) < std::pair(b.time, b.key);
    }
};

// What has been read of one vCenter.
struct reading {
    checkpoint position;
    std::set<base::event_mark, earlier> marks;

    void advance(event_page& page)
    {
        marks.insert(page.marks.begin(), page.marks.end());
        position = std::move(page.position);
        while (!marks.empty() && marks.begin()->time < position.resume_from)
            marks.erase(marks.begin());
    }
};

class memory_journal final : public journal {
public:
    memory_journal(net::timers& timers, std::size_t limit)
        : clock_(timers), limit_(limit), room_(timers), news_bell_(timers)
    {
    }

    bool durable() const noexcept override { return false; }

    // Who comes while others wait for room waits behind them; who leaves passes the room on.
    asio::awaitable<base::result<void>> commit(event_page page) override
    {
        bool waits = full() || !room_.empty();
        while (waits && !closed_) {
            co_await room_.wait();
            waits = full();
        }
        // What was read before a close must not vanish from the count.
        add(std::move(page));
        if (!full())
            room_.wake_one();
        co_return base::result<void>();
    }

    asio::awaitable<base::result<std::optional<resume_point>>>
    resume(const std::string& instance_uuid) override
    {
        std::optional<resume_point> point;
        if (const auto found = readings_.find(instance_uuid); found != readings_.end())
            point = resume_point{found->second.position,
                                 {found->second.marks.begin(), found->second.marks.end()}};
        co_return point;
    }

    asio::awaitable<base::result<std::vector<queue_news>>> news() override
    {
        while (news_.empty() && !closed_)
            co_await news_bell_.wait();
        std::vector<queue_news> given;
        for (const auto& function : std::exchange(news_, {}))
            if (const auto found = queues_.find(function); found != queues_.end())
                given.push_back({function, found->second.newest()});
        co_return given;
    }

    asio::awaitable<base::result<claimed>> read(claim what) override
    {
        claimed answer;
        answer.reached = what.up_to;
        if (const auto found = queues_.find(what.function); found != queues_.end())
            answer = found->second.read(what);
        co_return answer;
    }

    void attempted(std::int64_t id, attempt made, base::wall_time not_before) override
    {
        const auto home = homes_.find(id);
        if (home == homes_.end())
            return;
        auto& d = *home->second->second.find(id);
        ++d.attempts;
        if (!d.first_tried)
            d.first_tried = made.at;
        d.not_before = not_before;
    }

    asio::awaitable<base::result<void>> settle(std::int64_t id, settlement, std::string) override
    {
        forget(id);
        if (!full())
            room_.wake_one();
        co_return base::result<void>();
    }

    asio::awaitable<void> flush() override { co_return; }

    std::size_t pending() const noexcept override { return homes_.size(); }

    void close() override
    {
        closed_ = true;
        room_.wake_all();
        news_bell_.wake_all();
    }

private:
    using queues = std::map<function_name, function_queue>;

    bool full() const noexcept { return pending() >= limit_ || bytes_ / memory_for_each >= limit_; }

    void add(event_page page)
    {
        const auto now = clock_.wall();
        for (auto& [event, functions] : page.entries) {
            if (functions.empty())
                continue;
            const auto shared = std::make_shared<const event_record>(std::move(event));
            for (auto& function : functions)
                add(shared, std::move(function), now);
        }
        auto uuid = page.position.instance_uuid;
        readings_[std::move(uuid)].advance(page);
        if (!news_.empty())
            news_bell_.wake_one();
    }

    void add(const std::shared_ptr<const event_record>& event, function_name function, base::wall_time now)
    {
        const auto home = queues_.try_emplace(function).first;
        delivery d;
        d.id = ++last_id_;
        d.event = event;
        d.function = std::move(function);
        d.queued_at = now;
        homes_.emplace(d.id, home);
        bytes_ += d.event->size();
        news_.insert(d.function);
        home->second.add(std::move(d));
    }

    void forget(std::int64_t id)
    {
        const auto found = homes_.find(id);
        if (found == homes_.end())
            return;
        const auto home = found->second;
        bytes_ -= home->second.find(id)->event->size();
        homes_.erase(found);
        home->second.remove(id);
        if (home->second.empty())
            queues_.erase(home);
    }

    const base::clock& clock_;
    std::size_t limit_;
    std::size_t bytes_ = 0;  // an event counts once for each of its deliveries
    bool closed_ = false;
    std::int64_t last_id_ = 0;
    queues queues_;
    std::unordered_map<std::int64_t, queues::iterator> homes_;  // of every unsettled delivery
    std::set<function_name> news_;
    std::map<std::string, reading> readings_;
    net::wait_queue room_;
    net::wait_queue news_bell_;
};

}  // namespace

std::unique_ptr<journal> make_memory_journal(net::timers& timers, std::size_t limit)
{
    return std::make_unique<memory_journal>(timers, std::max<std::size_t>(limit, 1));
}

}  // namespace vcenter_connector::store
