#include "vcenter_connector/dispatch/dispatcher.hpp"

#include "delivery_log.hpp"
#include "vcenter_connector/policy/lanes.hpp"
#include "vcenter_connector/policy/outcome.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <map>
#include <random>
#include <unordered_map>
#include <utility>

namespace vcenter_connector::dispatch {
namespace {

namespace asio = boost::asio;
using base::steady_time;
using policy::outcome;

constexpr std::size_t batch = 256;

// A delivery between take and settle.
struct work {
    store::delivery delivery;
    std::optional<steady_time> first_tried;  // on the clock that stands still during outages
};

struct attempt {
    base::result<gateway::invocation_answer> answer;
    steady_time begun;
    outcome meaning = outcome::retry;
    bool probe = false;
};

// How far the deliveries of a function have been taken.
struct queue {
    std::int64_t reached = 0;
    std::int64_t newest = 0;
};

std::function<double()> own_generator()
{
    return [engine = std::mt19937_64(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
    };
}

std::string reason_of(const base::result<gateway::invocation_answer>& answer, bool async)
{
    if (!answer)
        return answer.error().message();
    std::string reason = "HTTP " + std::to_string(answer->status);
    if (answer->status == 404)
        reason += async ? " (no such function, or the gateway has no queue)" : " (no such function)";
    return answer->excerpt.empty() ? reason : reason + ": " + answer->excerpt;
}

class lane_dispatcher final : public dispatcher {
public:
    lane_dispatcher(store::journal& journal, gateway::invoker& invoker, gateway::topic_map_keeper& topics,
                    net::timers& timers, base::log& log, dispatcher_options options)
        : journal_(journal), invoker_(invoker), topics_(topics), timers_(timers), log_(log),
          options_(std::move(options)), lanes_(std::max<std::size_t>(options_.window, 1),
                                               options_.max_in_flight - options_.max_in_flight / 4),
          outage_(options_.outage), wake_(timers.make_alarm()), room_(timers.make_alarm())
    {
        options_.max_in_flight = std::max<std::size_t>(options_.max_in_flight, 1);
        if (!options_.random)
            options_.random = own_generator();
    }

    asio::awaitable<delivery_counts> run() override
    {
        const auto executor = co_await asio::this_coro::executor;
        taking_ = true;
        spawn(executor, watch_news());
        spawn(executor, take_all());
        while (!finished()) {
            send_ready(executor);
            co_await wake_->wait_until(wake_at());
        }
        over_ = true;
        room_->ring();
        if (lanes_.in_flight() > 0)
            invoker_.abort();
        while (tasks_ > 0)
            co_await wake_->wait();
        co_return counts();
    }

    void stop(steady_time deadline) override
    {
        deadline_ = std::min(deadline, deadline_);
        stopping_ = true;
        journal_.close();
        room_->ring();
        wake_->ring();
    }

    delivery_counts counts() const noexcept override { return {delivered_, dead_, journal_.pending()}; }

private:
    // A coroutine that `run` waits for. An exception out of it is a defect and leaves the event loop.
    void spawn(const asio::any_io_executor& executor, asio::awaitable<void> task)
    {
        ++tasks_;
        asio::co_spawn(executor, std::move(task), [this](std::exception_ptr e) {
            --tasks_;
            wake_->ring();
            if (e)
                std::rethrow_exception(e);
        });
    }

    // After `stop` it still takes what the closed journal holds.
    asio::awaitable<void> watch_news()
    {
        bool more = true;
        while (!over_ && more) {
            const auto news = co_await journal_.news();
            more = news && !news->empty();
            if (more)
                for (const auto& queue : *news)
                    queues_[queue.function].newest = queue.newest;
            room_->ring();
        }
        watching_ = false;
        room_->ring();
    }

    std::map<store::function_name, queue>::iterator unread()
    {
        return std::find_if(queues_.begin(), queues_.end(),
                            [](const auto& each) { return each.second.reached < each.second.newest; });
    }

    asio::awaitable<void> take_all()
    {
        while (!over_ && (watching_ || unread() != queues_.end())) {
            if (lanes_.room() == 0 || unread() == queues_.end())
                co_await room_->wait();
            else
                co_await take_some();
        }
        taking_ = false;
    }

    asio::awaitable<void> take_some()
    {
        using namespace std::chrono_literals;
        const auto first = unread();
        const auto function = first->first;
        store::claim claim;
        claim.function = function;
        claim.after = first->second.reached;
        claim.up_to = first->second.newest;
        claim.limit = std::min(lanes_.room(), batch);
        auto taken = co_await journal_.read(std::move(claim));
        if (!taken) {
            log_.journal_failed(taken.error().message());
            co_await room_->wait_until(timers_.now() + 1s);
            co_return;
        }
        auto& queue = queues_.at(function);
        queue.reached = taken->reached;
        for (auto& delivery : taken->deliveries)
            add(std::move(delivery));
        wake_->ring();
    }

    void add(store::delivery delivery)
    {
        const auto id = delivery.id;
        lanes_.add(id, delivery.function.qualified(),
                   policy::lane_object(options_.order, delivery.event->object));
        work_.emplace(id, work{std::move(delivery), std::nullopt});
    }

    bool may_send(steady_time now) const noexcept
    {
        if (lanes_.in_flight() >= options_.max_in_flight)
            return false;
        return !outage_.active() || (!probing_ && outage_.probe_at() <= now);
    }

    void send_ready(const asio::any_io_executor& executor)
    {
        const auto now = timers_.now();
        while (may_send(now)) {
            const auto id = lanes_.next(now);
            if (!id)
                return;
            probing_ = outage_.active();
            spawn(executor, deliver(work_.at(*id), probing_));
        }
    }

    // When `send_ready` may have something to do, unless the end of a task or a new delivery comes first.
    steady_time next_send() const noexcept
    {
        if (lanes_.in_flight() >= options_.max_in_flight || probing_)
            return steady_time::max();
        return outage_.active() ? std::max(outage_.probe_at(), lanes_.wake_at()) : lanes_.wake_at();
    }

    steady_time wake_at() const noexcept { return std::min(next_send(), deadline_); }

    bool finished() const noexcept
    {
        if (!stopping_)
            return false;
        return timers_.now() >= deadline_ ||
               (!taking_ && lanes_.in_flight() == 0 && next_send() >= deadline_);
    }

    asio::awaitable<void> deliver(work& w, bool probe)
    {
        const auto& d = w.delivery;
        if (!w.first_tried)
            w.first_tried = active_time();
        const gateway::invocation call{d.function.name, d.function.name_space, d.event->id,
                                       d.event->topic,  d.event->content_type, d.event->body};
        const auto begun = timers_.now();
        auto answer = co_await invoker_.invoke(call);
        attempt made{std::move(answer), begun, outcome::retry, probe};
        made.meaning = policy::classify(end_of(made.answer, d.function));
        if (made.meaning == outcome::ask_gateway) {
            const auto word = co_await invoker_.ask_gateway();
            if (!word && word.error().is(base::errc::aborted))
                made.meaning = outcome::aborted;
            else
                made.meaning = policy::gateway_accepts(word ? word->status : 0, word.error().code)
                                   ? outcome::retry
                                   : outcome::gateway_away;
        }
        co_await conclude(w, std::move(made));
    }

    policy::invocation_end end_of(const base::result<gateway::invocation_answer>& answer,
                                  const store::function_name& function)
    {
        policy::invocation_end end;
        end.async = invoker_.async();
        if (answer)
            end.status = answer->status;
        else
            end.error = answer.error().code;
        if (end.status == 404) {
            const auto map = topics_.current();
            end.listed = !map || map->contains(function.name, function.name_space);
            topics_.refresh_soon();
        }
        return end;
    }

    asio::awaitable<void> conclude(work& w, attempt made)
    {
        note_gateway(made);
        switch (made.meaning) {
        case outcome::delivered: co_await delivered(w, made); break;
        case outcome::dead:
            ++w.delivery.attempts;
            co_await give_up(w, reason_of(made));
            break;
        case outcome::retry: co_await retry(w, made); break;
        case outcome::gateway_away:
        case outcome::ask_gateway:
        case outcome::aborted: lanes_.retry(w.delivery.id, timers_.now()); break;
        }
    }

    void note_gateway(const attempt& made)
    {
        if (made.probe)
            probing_ = false;
        if (made.meaning == outcome::aborted)
            return;
        const auto now = timers_.now();
        if (made.meaning == outcome::gateway_away) {
            if (outage_.failed(now, made.probe))
                log_.outage_begins(reason_of(made), journal_.pending());
        } else if (const auto lasted = outage_.answered(now, made.probe)) {
            log_.outage_ended(*lasted, journal_.pending());
        }
    }

    std::string reason_of(const attempt& made) const
    {
        return dispatch::reason_of(made.answer, invoker_.async());
    }

    asio::awaitable<void> delivered(work& w, const attempt& made)
    {
        log_.delivered(w.delivery, made.answer->status, timers_.now() - made.begun);
        ++delivered_;
        co_await settle(w, store::settlement::delivered, std::string());
    }

    asio::awaitable<void> retry(work& w, const attempt& made)
    {
        auto& d = w.delivery;
        ++d.attempts;
        const auto reason = reason_of(made);
        if (policy::exhausted(options_.limits, d.attempts, active_time() - *w.first_tried))
            co_return co_await give_up(w, reason);
        const auto floor =
            made.answer ? policy::parse_retry_after(made.answer->retry_after, timers_.wall()) : std::nullopt;
        const auto wait = policy::backoff(options_.backoff, d.attempts, options_.random(), floor);
        log_.will_retry(d, reason, wait);
        lanes_.retry(d.id, timers_.now() + wait);
    }

    asio::awaitable<void> give_up(work& w, std::string reason)
    {
        log_.dead(w.delivery, reason);
        ++dead_;
        co_await settle(w, store::settlement::dead, std::move(reason));
    }

    asio::awaitable<void> settle(work& w, store::settlement how, std::string reason)
    {
        const auto id = w.delivery.id;
        const auto settled = co_await journal_.settle(id, how, std::move(reason));
        if (!settled)
            log_.journal_failed(settled.error().message());
        lanes_.finished(id);
        work_.erase(id);
        room_->ring();
    }

    steady_time active_time() const noexcept
    {
        const auto now = timers_.now();
        return now - outage_.total(now);
    }

    store::journal& journal_;
    gateway::invoker& invoker_;
    gateway::topic_map_keeper& topics_;
    net::timers& timers_;
    delivery_log log_;
    dispatcher_options options_;
    policy::lanes lanes_;
    policy::outage outage_;
    std::unordered_map<std::int64_t, work> work_;
    std::unique_ptr<net::alarm> wake_;  // of run
    std::unique_ptr<net::alarm> room_;  // of take_all
    std::size_t tasks_ = 0;
    std::uint64_t delivered_ = 0;
    std::uint64_t dead_ = 0;
    bool probing_ = false;                          // the probe of an outage is in flight
    std::map<store::function_name, queue> queues_;  // with deliveries not taken yet
    bool watching_ = true;                          // news may come
    bool taking_ = false;                           // the journal may have more
    bool stopping_ = false;                         // `stop` was called
    bool over_ = false;                             // nothing more is begun
    steady_time deadline_ = steady_time::max();
};

}  // namespace

std::unique_ptr<dispatcher> make_dispatcher(store::journal& journal, gateway::invoker& invoker,
                                            gateway::topic_map_keeper& topics, net::timers& timers,
                                            base::log& log, dispatcher_options options)
{
    return std::make_unique<lane_dispatcher>(journal, invoker, topics, timers, log, std::move(options));
}

}  // namespace vcenter_connector::dispatch
