// A dispatcher between a memory journal and a scripted gateway, on a clock of the test's own.
#pragma once

#include "support/fake_http_client.hpp"
#include "support/manual_timers.hpp"
#include "support/memory_log.hpp"
#include "vcenter_connector/dispatch/dispatcher.hpp"
#include "vcenter_connector/net/wait_queue.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::test {

/// A topic map that the test writes.
class fake_topic_map_keeper final : public gateway::topic_map_keeper {
public:
    explicit fake_topic_map_keeper(net::timers& timers) : loaded_(timers) {}

    /// Ends `loading`.
    void list(std::vector<std::string> names, routing::function_options options = {});

    boost::asio::awaitable<void> run() override { co_return; }
    std::shared_ptr<const routing::topic_map> current() const noexcept override { return map_; }
    boost::asio::awaitable<std::shared_ptr<const routing::topic_map>> first() override
    {
        while (loading)
            co_await loaded_.wait();
        co_return map_;
    }
    void refresh_soon() override { ++refreshes; }
    void stop() override {}

    int refreshes = 0;
    bool loading = false;  ///< `first` waits for a list

private:
    net::wait_queue loaded_;
    std::shared_ptr<const routing::topic_map> map_;
};

struct dispatch_fixture {
    struct wanted {
        std::string object;
        std::string function;
    };

    struct noted_attempt {
        std::int64_t id;
        store::attempt made;
        base::wall_time not_before;
    };

    dispatch_fixture();
    ~dispatch_fixture();

    /// Makes the dispatcher with `options` and lets it run.
    void run();
    /// Closes the journal and stops the dispatcher.
    void stop(base::steady_time deadline);
    /// Commits one event after the other, numbered from 1, each for one function in the namespace `ns`.
    void commit(const std::vector<wanted>& events);
    /// Stops the dispatcher at once, aborting what is in flight, and runs another one on the same journal.
    void restart();
    /// Lets the held settlements go, and all later ones.
    void release_settlements();
    /// Whether the successful invocations of each function came in order for each object.
    bool in_order() const;

    manual_timers timers;
    fake_http_client http{timers};
    memory_log log;
    fake_topic_map_keeper topics{timers};
    bool async = true;
    bool durable = false;           ///< what the journal says of itself
    bool hold_settlements = false;  ///< they wait, as on a full disk
    dispatch::dispatcher_options options;
    std::size_t taken = 0;          ///< deliveries taken from the journal
    std::vector<std::string> dead;  ///< reasons
    std::vector<noted_attempt> attempts;
    std::unique_ptr<store::journal> journal;
    std::unique_ptr<gateway::invoker> invoker;
    std::unique_ptr<dispatch::dispatcher> dispatcher;
    std::shared_ptr<std::optional<dispatch::delivery_counts>> ended;

private:
    class watched_journal;

    std::int32_t last_key_ = 0;
    std::map<std::string, std::vector<std::int64_t>> delivered_;  // by function and object
};

}  // namespace vcenter_connector::test
