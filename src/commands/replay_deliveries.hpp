// The deliveries of a replay: from what has been read to what the function answered.
#pragma once

#include "fixed_topics.hpp"
#include "replay_journal.hpp"

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/dispatch/dispatcher.hpp"
#include "vcenter_connector/gateway/invoker.hpp"
#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <string>

namespace vcenter_connector::commands {

class replay_deliveries {
public:
    /// `give_up` is called, with the reason, when it makes no sense to go on: a function that fails all the
    /// time. What is handed in by reference must outlive it.
    replay_deliveries(net::http_client& gateway, const config::settings& settings, net::timers& timers,
                      base::log& log, std::shared_ptr<const routing::topic_map> function,
                      std::function<void(std::string)> give_up);

    /// To be read into; holds some thousands.
    store::journal& journal() noexcept { return journal_; }
    const replay_counts& counts() const noexcept { return journal_.counts(); }
    std::optional<base::wall_time> oldest_waiting() const { return journal_.oldest_waiting(); }

    /// Delivers until `stop`.
    boost::asio::awaitable<void> run();
    /// Suspends until nothing waits any more, or `stop`.
    boost::asio::awaitable<void> drained();
    /// Sends nothing more; what is in flight has ten seconds to end.
    void stop();
    /// Ends what is in flight, too.
    void abort();

    /// Whether it has waited for the end of an attempt for longer than one can take. To be asked now and
    /// then.
    bool stalled();

private:
    void one_moved();
    std::unique_ptr<dispatch::dispatcher> make_dispatcher(base::log& log);

    const config::settings& settings_;
    net::timers& timers_;
    std::function<void(std::string)> give_up_;
    std::unique_ptr<net::alarm> bell_;
    replay_journal journal_;
    base::duration longest_attempt_;
    fixed_topics topics_;
    std::unique_ptr<gateway::invoker> invoker_;
    std::unique_ptr<dispatch::dispatcher> dispatcher_;
    base::steady_time last_move_;
    bool stopped_ = false;
};

}  // namespace vcenter_connector::commands
