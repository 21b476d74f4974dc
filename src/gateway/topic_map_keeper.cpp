#include "vcenter_connector/gateway/topic_map_keeper.hpp"

#include "annotation_log.hpp"
#include "function_list.hpp"
#include "list_troubles.hpp"
#include "vcenter_connector/net/wait_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace vcenter_connector::gateway {
namespace {

namespace asio = boost::asio;
using base::errc;
using namespace std::chrono_literals;

// How soon a list is asked for again on request, and at first after a failure.
constexpr base::duration shortest_pause = 1s;

class keeper final : public topic_map_keeper {
public:
    keeper(net::http_client& http, net::timers& timers, base::log& log, topic_map_keeper_options options)
        : options_(std::move(options)), client_(http, options_.access), timers_(timers), log_(log),
          alarm_(timers.make_alarm()), waiting_for_first_(timers)
    {
    }

    asio::awaitable<void> run() override
    {
        while (!stopped_) {
            co_await refresh();
            co_await pause();
        }
    }

    std::shared_ptr<const routing::topic_map> current() const noexcept override { return map_; }

    asio::awaitable<std::shared_ptr<const routing::topic_map>> first() override
    {
        while (!map_ && !stopped_)
            co_await waiting_for_first_.wait();
        co_return map_;
    }

    void refresh_soon() override
    {
        wanted_soon_ = true;
        alarm_->ring();
    }

    void stop() override
    {
        stopped_ = true;
        alarm_->ring();
        waiting_for_first_.wake_all();
    }

private:
    asio::awaitable<void> refresh()
    {
        wanted_soon_ = false;
        log_.debug("Syncing topic map");
        auto list = co_await load_functions(client_, options_.timeout, filters_);
        if (list)
            succeeded(std::move(*list));
        else if (!list.error().is(errc::aborted))
            failed(list.error());
        filters_.forget_unused();
    }

    asio::awaitable<void> pause()
    {
        const auto from = timers_.now();
        while (!stopped_ && timers_.now() < from + pause_length())
            co_await alarm_->wait_until(from + pause_length());
    }

    base::duration pause_length() const noexcept
    {
        const auto soon = std::min(shortest_pause, options_.interval);
        if (wanted_soon_)
            return soon;
        if (failures_ == 0)
            return options_.interval;
        return std::min(options_.interval, soon * (1U << std::min(failures_ - 1, 16U)));
    }

    void succeeded(function_list list)
    {
        troubles_.report(list, map_.get(), log_);
        auto fresh = map_of(std::move(list));
        if (failures_ > 0) {
            log_.info("The gateway's function list can be read again",
                      {{"failures", std::to_string(failures_)}});
            failures_ = 0;
            reported_.clear();
        }
        if (map_ && *map_ == *fresh)
            return;
        const auto before = std::exchange(map_, std::move(fresh));
        if (before && before->functions() == map_->functions())
            return;
        log_.info("Syncing topic map", {{"functions", std::to_string(map_->subscribed())},
                                        {"topics", std::to_string(map_->topics())}});
        report_annotations(before.get(), *map_, log_);
        waiting_for_first_.wake_all();
    }

    // Of a namespace that cannot be read the last functions count.
    std::shared_ptr<const routing::topic_map> map_of(function_list list) const
    {
        std::vector<std::string> unread;
        for (auto& each : list.unread) {
            if (map_)
                std::copy_if(map_->functions().begin(), map_->functions().end(),
                             std::back_inserter(list.functions),
                             [&each](const routing::function& f) { return f.name_space == each.name; });
            unread.push_back(std::move(each.name));
        }
        return std::make_shared<const routing::topic_map>(std::move(list.functions), std::move(unread));
    }

    // Once for each kind of failure: one that turns into another is news, once.
    void failed(const base::failure& why)
    {
        ++failures_;
        if (std::find(reported_.begin(), reported_.end(), why.code) != reported_.end())
            return;
        reported_.push_back(why.code);
        log_.warn(map_ ? "The gateway's function list cannot be read; the last one stays in force"
                       : "The gateway's function list cannot be read; no event is read before it has been",
                  {{"error", why.message()}, {"cure", cure_for(why)}});
    }

    topic_map_keeper_options options_;
    authorized_client client_;
    net::timers& timers_;
    base::log& log_;
    std::unique_ptr<net::alarm> alarm_;
    net::wait_queue waiting_for_first_;
    routing::filter_cache filters_;
    list_troubles troubles_;
    std::shared_ptr<const routing::topic_map> map_;
    std::vector<boost::system::error_code> reported_;  // since the last success
    unsigned failures_ = 0;
    bool wanted_soon_ = false;
    bool stopped_ = false;
};

}  // namespace

std::unique_ptr<topic_map_keeper> make_topic_map_keeper(net::http_client& http, net::timers& timers,
                                                        base::log& log, topic_map_keeper_options options)
{
    return std::make_unique<keeper>(http, timers, log, std::move(options));
}

}  // namespace vcenter_connector::gateway
