// One life of the connector: the real parts, put together as app/service.cpp does it, in a process of the
// simulation. Destroying it is its death; `stop` and `ended` are the orderly way.
#pragma once

#include "contract.hpp"
#include "network.hpp"
#include "process_clock.hpp"

#include "vcenter_connector/dispatch/dispatcher.hpp"
#include "vcenter_connector/source/follower.hpp"
#include "vcenter_connector/store/worker.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace vcenter_connector::simulation {

struct connector_plan {
    bool async = true;
    std::size_t max_in_flight = 64;
    std::size_t window = 4096;
    std::size_t max_pending = 100'000;
    policy::ordering order = policy::ordering::object;
    policy::delivery_limits limits;
    std::chrono::seconds longest_wait{30};
    base::duration rebuild_interval = std::chrono::seconds(30);
    base::duration shutdown_timeout = std::chrono::seconds(20);
    std::string user;
    std::string password;
};

struct journal_home {
    std::unique_ptr<store::worker> disk;  ///< null for a journal in memory
    std::unique_ptr<store::journal> journal;
};
/// `fatal`: the journal has failed for good. Throws what keeps it from being opened.
using journal_maker = std::function<journal_home(process_clock& clock, base::log& log,
                                                 std::function<void(base::failure)> fatal)>;
/// A journal around another one; null for none.
using journal_wrapper = std::function<std::unique_ptr<store::journal>(store::journal&, process_clock&)>;

struct connector_world {
    scheduler& schedule;
    network& vcenter_way;
    network& gateway_way;
    trace& log_to;
    contract& ledger;
    journal_maker make_journal;
    journal_wrapper plant;
    base::wall_time wall_offset;
};

class connector {
public:
    /// Throws what opening the journal throws.
    connector(const connector_world& world, const connector_plan& plan, unsigned generation,
              std::uint64_t seed);
    connector(const connector&) = delete;
    connector& operator=(const connector&) = delete;
    ~connector();

    void start();
    void run_ready() { clock_.run_ready(); }
    void stop();
    bool ended() const noexcept { return ended_; }
    /// Why it cannot go on: a supervisor would start it anew.
    const std::optional<base::failure>& failed() const noexcept { return failed_; }
    std::size_t pending() const noexcept { return journal_->pending(); }
    void jump(base::duration by) { clock_.jump(by); }

private:
    using task = boost::asio::awaitable<void>;

    std::unique_ptr<gateway::topic_map_keeper> make_topics(const connector_plan& plan);
    std::unique_ptr<gateway::invoker> make_invoker();
    std::unique_ptr<dispatch::dispatcher> make_dispatcher(const connector_plan& plan);
    std::unique_ptr<source::follower> make_follower(const connector_plan& plan);
    std::function<double()> jitter(std::string_view party) const;
    boost::asio::awaitable<bool> functions_ready();
    task keep_topics();
    task deliver();
    task follow();
    task stop_in_order();

    std::uint64_t seed_;
    base::duration shutdown_timeout_;
    process_clock clock_;
    std::unique_ptr<base::log> log_;
    std::unique_ptr<net::alarm> stop_gate_;
    std::optional<base::failure> failed_;
    journal_home home_;
    std::unique_ptr<store::journal> planted_;
    std::unique_ptr<store::journal> journal_;
    std::unique_ptr<net::http_client> list_client_;
    std::unique_ptr<net::http_client> invoke_client_;
    std::unique_ptr<net::http_client> vcenter_client_;
    std::unique_ptr<gateway::topic_map_keeper> topics_;
    std::unique_ptr<gateway::invoker> invoker_;
    std::unique_ptr<dispatch::dispatcher> dispatcher_;
    std::unique_ptr<source::follower> follower_;
    bool stopping_ = false;
    bool followed_ = false;
    bool delivered_ = false;
    bool ended_ = false;
};

}  // namespace vcenter_connector::simulation
