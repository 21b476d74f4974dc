#include "support/followed_model.hpp"

#include "vcenter_connector/store/memory_journal.hpp"

#include <stdexcept>
#include <utility>

namespace vcenter_connector::test {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

std::vector<routing::function> powered_on()
{
    routing::function one;
    one.name = "one";
    one.patterns = routing::read_patterns("vm.powered.on");
    return {std::move(one)};
}

asio::awaitable<bool> ready()
{
    co_return true;
}

}  // namespace

noting_journal::noting_journal(net::timers& timers, std::size_t limit)
    : home_(store::make_memory_journal(timers, limit))
{
}

asio::awaitable<base::result<void>> noting_journal::commit(store::event_page page)
{
    const bool its_turn = refuse_after > 0 && --refuse_after == 0;
    if (its_turn || refusals > 0) {
        refusals -= its_turn ? 0 : 1;
        co_return base::failure(base::errc::unreadable_file, "the disk is gone");
    }
    std::vector<std::string> committed;
    for (const auto& entry : page.entries)
        committed.push_back(entry.event.id);
    const auto position = page.position;
    auto done = co_await home_->commit(std::move(page));
    if (done) {
        ids.insert(ids.end(), committed.begin(), committed.end());
        checkpoints.push_back(position);
    }
    co_return done;
}

asio::awaitable<void> noting_journal::settle_all()
{
    store::claim everything;
    everything.function.name = "one";
    everything.limit = SIZE_MAX;
    everything.max_bytes = SIZE_MAX;
    const auto found = co_await home_->read(std::move(everything));
    for (const auto& each : found->deliveries)
        co_await home_->settle(each.id, store::settlement::delivered, std::string());
}

followed_model::followed_model(vcenter_options options, std::size_t journal_limit)
    : model(std::move(options)), journal(timers, journal_limit), functions(powered_on())
{
}

followed_model::~followed_model()
{
    if (running_)
        kill();
}

void followed_model::start(const std::function<void(source::follower_options&)>& adjust)
{
    source::follower_options options;
    options.server.host = "vcenter.example.com";
    options.server.port = 443;
    options.server.tls = true;
    options.server.path = "/sdk";
    const auto& known = model.options();
    options.credentials = [user = known.user, password = known.password]() {
        return base::result<base::credentials>(base::credentials{user, base::secret(password)});
    };
    options.random = [] { return 0.5; };
    if (adjust)
        adjust(options);
    const auto map = std::make_shared<const routing::topic_map>(functions);
    source::follower_ports ports{http, timers, log, journal, [map] { return map; }, ready};
    follower_ = source::make_follower(std::move(options), std::move(ports));
    running_ = true;
    timers.spawn([](followed_model& self) -> asio::awaitable<void> {
        co_await self.follower_->run();
        self.running_ = false;
    }(*this));
    timers.settle();
}

void followed_model::stop()
{
    follower_->stop();
    advance(15s);
    if (running_)
        throw std::runtime_error("the follower does not stop");
    follower_.reset();
}

void followed_model::kill()
{
    http.set(model_http_client::network::refusing);
    follower_->stop();
    follower_->stop();
    advance(15s);
    http.set(model_http_client::network::up);
    if (running_)
        throw std::runtime_error("the follower does not end");
    follower_.reset();
}

void followed_model::post(std::size_t count)
{
    post_unseen(count);
    http.poke();
    timers.settle();
}

void followed_model::post_unseen(std::size_t count)
{
    http.catch_up();
    for (std::size_t i = 0; i < count; ++i)
        model.post("VmPoweredOnEvent", "vm" + std::to_string(i % 7));
}

void followed_model::advance(base::duration by)
{
    timers.advance(by);
    http.catch_up();
}

std::vector<std::int32_t> followed_model::keys() const
{
    std::vector<std::int32_t> keys;
    for (const auto& id : journal.ids)
        keys.push_back(std::stoi(id.substr(id.find('/') + 1)));
    return keys;
}

}  // namespace vcenter_connector::test
