#include "support/recorder.hpp"

#include "support/hasty_timers.hpp"

#include "vcenter_connector/source/follower.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <thread>

namespace vcenter_connector::test {
namespace {

namespace asio = boost::asio;

// Every event matches: the map asks for each topic that a test names.
std::shared_ptr<const routing::topic_map> everything()
{
    routing::function all;
    all.name = "all";
    all.patterns = routing::read_patterns(
        "vm.powered.on, vm.powered.off, vm.starting, vm.stopping, vm.suspended, ex, extended, alarm, "
        "vm.renamed, vm.reconfigured, vm.created, host.connected, general.user");
    return std::make_shared<const routing::topic_map>(std::vector{all});
}

class recording_journal final : public store::journal {
public:
    asio::awaitable<base::result<void>> commit(store::event_page page) override
    {
        const std::lock_guard lock(mutex);
        for (auto& entry : page.entries)
            events.push_back(std::move(entry.event));
        changed.notify_all();
        co_return base::result<void>();
    }
    bool durable() const noexcept override { return false; }
    asio::awaitable<base::result<std::optional<store::resume_point>>> resume(const std::string&) override
    {
        co_return std::optional<store::resume_point>();
    }
    asio::awaitable<base::result<std::vector<store::queue_news>>> news() override
    {
        co_return std::vector<store::queue_news>();
    }
    asio::awaitable<base::result<store::claimed>> read(store::claim) override { co_return store::claimed(); }
    void attempted(std::int64_t, store::attempt, base::wall_time) override {}
    asio::awaitable<base::result<void>> settle(std::int64_t, store::settlement, std::string) override
    {
        co_return base::result<void>();
    }
    asio::awaitable<void> flush() override { co_return; }
    std::size_t pending() const noexcept override { return 0; }
    void close() override {}

    std::size_t count(const std::string& topic) const
    {
        return static_cast<std::size_t>(std::count_if(events.begin(), events.end(),
                                                      [&](const auto& each) { return each.topic == topic; }));
    }

    mutable std::mutex mutex;
    std::condition_variable changed;
    std::vector<store::event_record> events;
};

std::int32_t key_of(const store::event_record& event)
{
    return std::stoi(event.id.substr(event.id.find('/') + 1));
}

}  // namespace

struct recorder::machinery {
    asio::io_context io{1};
    std::mutex mutex;
    std::string password;
    recording_journal journal;
    std::unique_ptr<net::timers> timers = net::make_timers(io.get_executor());
    std::unique_ptr<net::http_client> http;
    std::unique_ptr<source::follower> follower;
    std::thread thread;
};

recorder::recorder(base::endpoint server, recorder_options how) : works_(std::make_unique<machinery>())
{
    auto& works = *works_;
    works.password = std::move(how.password);
    if (how.speed != 1)
        works.timers = make_hasty_timers(std::move(works.timers), how.speed);
    net::http_client_options http;
    http.user_agent = "vcenter-connector/test";
    http.tls = std::move(how.tls);
    works.http = net::make_http_client(works.io.get_executor(), server, std::move(http)).value();

    source::follower_options options;
    options.server = std::move(server);
    options.credentials = [&works, user = std::move(how.user)]() -> base::result<base::credentials> {
        const std::lock_guard lock(works.mutex);
        return base::credentials{user, base::secret(works.password)};
    };
    options.random = [random = how.random] { return random; };
    options.longest_wait = std::chrono::seconds(3);
    const auto map = everything();
    source::follower_ports ports{
        *works.http,   *works.timers,         log_,
        works.journal, [map] { return map; }, []() -> asio::awaitable<bool> { co_return true; }};
    works.follower = source::make_follower(std::move(options), std::move(ports));
    asio::co_spawn(works.io, works.follower->run(), asio::detached);
    works.thread = std::thread([&works] { works.io.run(); });
}

recorder::~recorder()
{
    asio::post(works_->io, [this] { works_->follower->stop(); });
    works_->thread.join();
}

void recorder::set_password(std::string password)
{
    const std::lock_guard lock(works_->mutex);
    works_->password = std::move(password);
}

void recorder::wait_until_following()
{
    log_.wait_for("Following vCenter", 1);
}

void recorder::wait_for(const std::string& topic, std::size_t count)
{
    auto& journal = works_->journal;
    std::unique_lock lock(journal.mutex);
    if (!journal.changed.wait_for(lock, patience, [&] { return journal.count(topic) >= count; }))
        throw std::runtime_error(std::to_string(journal.count(topic)) + " of " + std::to_string(count) + " " +
                                 topic);
}

void recorder::wait_for_events(std::size_t count)
{
    auto& journal = works_->journal;
    std::unique_lock lock(journal.mutex);
    if (!journal.changed.wait_for(lock, patience, [&] { return journal.events.size() >= count; }))
        throw std::runtime_error(std::to_string(journal.events.size()) + " of " + std::to_string(count) +
                                 " events");
}

std::vector<std::int32_t> recorder::keys() const
{
    const std::lock_guard lock(works_->journal.mutex);
    std::vector<std::int32_t> keys;
    for (const auto& event : works_->journal.events)
        keys.push_back(key_of(event));
    return keys;
}

std::vector<std::string> recorder::ids() const
{
    const std::lock_guard lock(works_->journal.mutex);
    std::vector<std::string> ids;
    for (const auto& event : works_->journal.events)
        ids.push_back(event.id);
    return ids;
}

std::size_t recorder::count(const std::string& topic) const
{
    const std::lock_guard lock(works_->journal.mutex);
    return works_->journal.count(topic);
}

std::vector<std::string> recorder::topics_of(const std::string& prefix) const
{
    const std::lock_guard lock(works_->journal.mutex);
    std::vector<std::string> topics;
    for (const auto& event : works_->journal.events)
        if (event.object.starts_with(prefix))
            topics.push_back(event.topic);
    return topics;
}

bool recorder::keys_grow() const
{
    const std::lock_guard lock(works_->journal.mutex);
    const auto& events = works_->journal.events;
    return std::adjacent_find(events.begin(), events.end(), [](const auto& a, const auto& b) {
               return key_of(a) >= key_of(b);
           }) == events.end();
}

bool recorder::ids_begin_with(const std::string& prefix) const
{
    const std::lock_guard lock(works_->journal.mutex);
    const auto& events = works_->journal.events;
    return std::all_of(events.begin(), events.end(),
                       [&](const auto& each) { return each.id.starts_with(prefix); });
}

std::vector<std::string> recorder::bodies(const std::string& topic) const
{
    const std::lock_guard lock(works_->journal.mutex);
    std::vector<std::string> found;
    for (const auto& event : works_->journal.events)
        if (event.topic == topic)
            found.push_back(event.body);
    return found;
}

}  // namespace vcenter_connector::test
