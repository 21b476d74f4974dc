// Reads the history of one vCenter for a command: to its end, or on and on.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/routing/topic_map.hpp"
#include "vcenter_connector/source/follower.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace vcenter_connector::commands {

struct history_request {
    base::starting_point since;
    std::optional<base::wall_time> until;  ///< events after it do not count
    bool follow = false;                   ///< go on when all has been read
    source::intake_options intake;         ///< its `wanted` is not used
    std::shared_ptr<const routing::topic_map> functions;
};

/// What has been read so far.
struct history_progress {
    std::uint64_t events = 0;
    std::optional<base::wall_time> up_to;
};

/// Gives up at the first failure as long as no login has succeeded, so that a wrong password is a message and
/// not a lock-out. Later ones are lived through: for ever when it follows, otherwise five in a row without an
/// event between them.
class history_reader {
public:
    /// Journal, timers and log must outlive it. `vcenter` too.
    history_reader(boost::asio::any_io_executor executor, const config::vcenter_settings& vcenter,
                   net::timers& timers, base::log& log, store::journal& journal, history_request request);

    /// Logs in, reads, logs out. Errors: why it gave up; `aborted` when it was stopped before it had read
    /// all. One that follows ends by `stop` only, and without an error.
    boost::asio::awaitable<base::result<void>> run();

    /// Ends `run` within a few seconds; a second call at once.
    void stop();

    bool caught_up() const noexcept { return caught_up_; }
    const history_progress& progress() const noexcept { return progress_; }

private:
    std::unique_ptr<source::follower> make(net::timers& timers, base::log& log, store::journal& journal);
    boost::asio::awaitable<bool> begin();
    bool wants(const vsphere::event& event);
    void at_the_end();
    bool gives_up(const base::failure& why);

    history_request request_;
    const config::vcenter_settings& vcenter_;
    std::unique_ptr<net::http_client> http_;
    std::unique_ptr<source::follower> follower_;
    history_progress progress_;
    std::uint64_t read_at_failure_ = 0;
    unsigned failures_ = 0;
    bool connected_ = false;  // once
    bool caught_up_ = false;
    bool ending_ = false;  // by itself
    bool asked_to_stop_ = false;
    base::result<void> outcome_;
};

}  // namespace vcenter_connector::commands
