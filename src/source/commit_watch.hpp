// Says when the journal holds up the reading. Known to follower.cpp and intake.cpp only.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace vcenter_connector::source {

/// One commit at a time. When it takes long, the journal is full or cannot write: that is logged once, and
/// once more when it has ended. Everything handed in must outlive this object.
class commit_watch {
public:
    commit_watch(net::timers& timers, base::log& log, const store::journal& journal, std::string vcenter);

    void begins() noexcept { since_ = timers_.now(); }
    void ends();

    /// Watches until `stop`.
    boost::asio::awaitable<void> run();
    void stop();

private:
    void look();

    net::timers& timers_;
    base::log& log_;
    const store::journal& journal_;
    std::string vcenter_;
    std::unique_ptr<net::alarm> alarm_;
    std::optional<base::steady_time> since_;
    bool said_ = false;
    bool stopped_ = false;
};

}  // namespace vcenter_connector::source
