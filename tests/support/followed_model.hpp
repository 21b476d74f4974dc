// A follower, a vCenter and a journal on a clock of the test. The journal outlives the follower: one follower
// after the other is a restart.
#pragma once

#include "support/manual_timers.hpp"
#include "support/memory_log.hpp"
#include "support/model_http_client.hpp"

#include "vcenter_connector/source/follower.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::test {

/// A memory journal that notes what it is given, and can be made to refuse it.
class noting_journal final : public store::journal {
public:
    noting_journal(net::timers& timers, std::size_t limit);

    std::vector<std::string> ids;  ///< of all events that were committed, in that order
    std::vector<store::checkpoint> checkpoints;
    std::size_t refusals = 0;      ///< how many of the next commits fail
    std::size_t refuse_after = 0;  ///< not 0: the commit of that number from now on fails

    /// Settles everything there is.
    boost::asio::awaitable<void> settle_all();

    boost::asio::awaitable<base::result<void>> commit(store::event_page page) override;
    bool durable() const noexcept override { return true; }
    boost::asio::awaitable<base::result<std::optional<store::resume_point>>>
    resume(const std::string& instance_uuid) override
    {
        return home_->resume(instance_uuid);
    }
    boost::asio::awaitable<base::result<std::vector<store::queue_news>>> news() override
    {
        return home_->news();
    }
    boost::asio::awaitable<base::result<store::claimed>> read(store::claim what) override
    {
        return home_->read(std::move(what));
    }
    void attempted(std::int64_t id, store::attempt made, base::wall_time not_before) override
    {
        home_->attempted(id, std::move(made), not_before);
    }
    boost::asio::awaitable<base::result<void>> settle(std::int64_t id, store::settlement how,
                                                      std::string reason) override
    {
        return home_->settle(id, how, std::move(reason));
    }
    boost::asio::awaitable<void> flush() override { return home_->flush(); }
    std::size_t pending() const noexcept override { return home_->pending(); }
    void close() override { home_->close(); }

private:
    std::unique_ptr<store::journal> home_;
};

class followed_model {
public:
    explicit followed_model(vcenter_options options = {}, std::size_t journal_limit = 10'000'000);
    ~followed_model();

    /// `adjust` may change the options of this follower.
    void start(const std::function<void(source::follower_options&)>& adjust = {});
    /// As SIGTERM does; then the follower is gone.
    void stop();
    /// As SIGKILL does: nothing is said to vCenter any more.
    void kill();
    void restart()
    {
        stop();
        start();
    }

    /// Posts, lets the follower see it and work.
    void post(std::size_t count);
    /// The same while nobody looks.
    void post_unseen(std::size_t count);
    /// Lets time pass, for all.
    void advance(base::duration by);

    std::vector<std::int32_t> keys() const;

    vcenter_model model;
    manual_timers timers;
    model_http_client http{model, timers};
    memory_log log;
    noting_journal journal;
    std::vector<routing::function> functions;  ///< before `start`; one that asks for vm.powered.on

private:
    std::unique_ptr<source::follower> follower_;
    bool running_ = false;
};

}  // namespace vcenter_connector::test
