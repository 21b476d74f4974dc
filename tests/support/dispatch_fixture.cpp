#include "support/dispatch_fixture.hpp"

#include "vcenter_connector/store/memory_journal.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace vcenter_connector::test {
namespace asio = boost::asio;

void fake_topic_map_keeper::list(std::vector<std::string> names, routing::function_options options)
{
    std::vector<routing::function> functions;
    for (auto& name : names)
        functions.push_back({std::move(name), "ns", {}, options});
    map_ = std::make_shared<const routing::topic_map>(std::move(functions));
    loading = false;
    loaded_.wake_all();
}

// Notes what passes through a memory journal, and can be closed and opened again.
class dispatch_fixture::watched_journal final : public store::journal {
public:
    explicit watched_journal(dispatch_fixture& owner)
        : owner_(owner), home_(store::make_memory_journal(owner.timers, 1'000'000)), bell_(owner.timers),
          settlements_(owner.timers)
    {
        owner.timers.spawn(collect_news());
    }

    bool durable() const noexcept override { return owner_.durable; }

    asio::awaitable<base::result<void>> commit(store::event_page page) override
    {
        return home_->commit(std::move(page));
    }

    asio::awaitable<base::result<std::optional<store::resume_point>>> resume(const std::string& uuid) override
    {
        return home_->resume(uuid);
    }

    asio::awaitable<base::result<std::vector<store::queue_news>>> news() override
    {
        while (fresh_.empty() && !closed_)
            co_await bell_.wait();
        std::vector<store::queue_news> given;
        for (const auto& [function, newest] : std::exchange(fresh_, {}))
            given.push_back({function, newest});
        co_return given;
    }

    asio::awaitable<base::result<store::claimed>> read(store::claim what) override
    {
        auto batch = co_await home_->read(std::move(what));
        for (const auto& delivery : batch->deliveries)
            open_.emplace(delivery.id, delivery);
        owner_.taken += batch->deliveries.size();
        co_return batch;
    }

    void attempted(std::int64_t id, store::attempt made, base::wall_time not_before) override
    {
        owner_.attempts.push_back({id, made, not_before});
        home_->attempted(id, std::move(made), not_before);
    }

    asio::awaitable<base::result<void>> settle(std::int64_t id, store::settlement how,
                                               std::string reason) override
    {
        while (owner_.hold_settlements && !closed_)
            co_await settlements_.wait();
        if (owner_.hold_settlements)
            co_return base::failure(base::errc::aborted);
        note(id, how, reason);
        co_return co_await home_->settle(id, how, std::move(reason));
    }

    asio::awaitable<void> flush() override { return home_->flush(); }
    std::size_t pending() const noexcept override { return home_->pending(); }

    void close() override
    {
        closed_ = true;
        bell_.wake_all();
        settlements_.wake_all();
    }

    void release_settlements() { settlements_.wake_all(); }

    // As after a restart: all functions that ever had deliveries are news.
    void open()
    {
        closed_ = false;
        fresh_ = newest_;
    }

private:
    void note(std::int64_t id, store::settlement how, const std::string& reason)
    {
        const auto found = open_.find(id);
        if (found == open_.end())
            throw std::logic_error("settled twice or never taken");
        const auto& d = found->second;
        if (how == store::settlement::dead)
            owner_.dead.push_back(reason);
        else
            owner_.delivered_[d.function.qualified() + " " + d.event->object].push_back(id);
        open_.erase(found);
    }

    asio::awaitable<void> collect_news()
    {
        while (true) {
            const auto news = co_await home_->news();
            for (const auto& queue : *news)
                newest_[queue.function] = fresh_[queue.function] = queue.newest;
            bell_.wake_all();
        }
    }

    dispatch_fixture& owner_;
    std::unique_ptr<store::journal> home_;
    net::wait_queue bell_;
    net::wait_queue settlements_;
    std::map<std::int64_t, store::delivery> open_;
    std::map<store::function_name, std::int64_t> fresh_;
    std::map<store::function_name, std::int64_t> newest_;
    bool closed_ = false;
};

dispatch_fixture::dispatch_fixture() : journal(std::make_unique<watched_journal>(*this))
{
    options.random = [] { return 0.5; };
}

dispatch_fixture::~dispatch_fixture() = default;

void dispatch_fixture::run()
{
    gateway::invoker_options invoking;
    options.async = async;
    invoker = gateway::make_invoker(http, invoking);
    dispatcher = dispatch::make_dispatcher(*journal, *invoker, topics, timers, log, options);
    ended = start(timers, dispatcher->run());
}

void dispatch_fixture::release_settlements()
{
    hold_settlements = false;
    static_cast<watched_journal&>(*journal).release_settlements();
    timers.settle();
}

void dispatch_fixture::restart()
{
    stop(timers.now());
    timers.settle();
    if (!ended->has_value())
        throw std::logic_error("the dispatcher does not end");
    static_cast<watched_journal&>(*journal).open();
    run();
}

void dispatch_fixture::stop(base::steady_time deadline)
{
    journal->close();
    dispatcher->stop(deadline);
}

void dispatch_fixture::commit(const std::vector<wanted>& events)
{
    store::event_page page;
    for (const auto& [object, function] : events) {
        auto& entry = page.entries.emplace_back();
        entry.event.id = "uuid/" + std::to_string(++last_key_);
        entry.event.topic = "vm.powered.on";
        entry.event.object = object;
        entry.event.body = "{}";
        entry.functions.push_back({function, "ns"});
    }
    page.position.instance_uuid = "uuid";
    start(timers, journal->commit(std::move(page)));
}

bool dispatch_fixture::in_order() const
{
    return std::all_of(delivered_.begin(), delivered_.end(), [](const auto& lane) {
        return lane.first.ends_with(' ') || std::is_sorted(lane.second.begin(), lane.second.end());
    });
}

}  // namespace vcenter_connector::test
