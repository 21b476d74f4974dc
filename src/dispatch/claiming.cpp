#include "claiming.hpp"

#include "function_table.hpp"

#include <chrono>
#include <utility>
#include <vector>

namespace vcenter_connector::dispatch {
namespace {

namespace asio = boost::asio;
using policy::claims;

constexpr std::size_t most_reads = 4;

store::claim claim_of(const claims::request& what)
{
    store::claim claim;
    claim.function = name_of(what.function);
    claim.after = what.after;
    claim.up_to = what.up_to;
    claim.object = what.object;
    claim.except = what.except;
    claim.limit = what.limit;
    claim.max_bytes = what.max_bytes;
    return claim;
}

}  // namespace

asio::awaitable<void> claiming::watch_news()
{
    bool more = true;
    while (more) {
        const auto news = co_await journal_.news();
        if (!news && !stopped_) {
            co_await wait_a_while(news.error());
            continue;
        }
        more = news && !news->empty();
        if (more)
            for (const auto& queue : *news)
                claims_.news(key_of(queue.function), queue.newest);
        read_on();
    }
    watching_ = false;
}

void claiming::read_on()
{
    while (!stopped_ && reading_ < most_reads) {
        auto what = claims_.next();
        if (!what)
            return;
        ++reading_;
        tasks_.spawn(read(std::move(*what)));
    }
}

void claiming::stop()
{
    stopped_ = true;
}

asio::awaitable<void> claiming::read(claims::request what)
{
    auto claim = claim_of(what);
    auto answer = co_await journal_.read(std::move(claim));
    if (answer) {
        failing_ = false;
        accept(what, std::move(*answer));
    } else {
        co_await wait_a_while(answer.error());
        claims_.failed(what);
    }
    --reading_;
    read_on();
}

asio::awaitable<void> claiming::wait_a_while(const base::failure& why)
{
    if (!std::exchange(failing_, true))
        log_.journal_failed(why.message());
    const auto until = timers_.now() + std::chrono::seconds(1);
    const auto pause = timers_.make_alarm();
    while (!stopped_ && timers_.now() < until)
        co_await pause->wait_until(until);
}

void claiming::accept(const claims::request& what, store::claimed answer)
{
    std::vector<claims::piece> pieces;
    pieces.reserve(answer.deliveries.size());
    for (const auto& d : answer.deliveries)
        pieces.push_back({d.id, d.event->object, d.event->size()});
    const auto keeps = claims_.answered(what, pieces, answer.reached);
    for (std::size_t i = 0; i < keeps.size(); ++i)
        if (keeps[i])
            take_(std::move(answer.deliveries[i]), what.order);
}

}  // namespace vcenter_connector::dispatch
