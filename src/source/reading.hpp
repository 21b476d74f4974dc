// Reading the history of one vCenter within one session. Known to follower.cpp, reading.cpp, history.cpp and
// taking.cpp only.
#pragma once

#include "progress.hpp"

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/policy/continuity.hpp"
#include "vcenter_connector/policy/cursor_watch.hpp"
#include "vcenter_connector/policy/event_window.hpp"
#include "vcenter_connector/source/intake.hpp"
#include "vcenter_connector/source/vcenter_api.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace vcenter_connector::source {

inline policy::event_mark mark_of(const vsphere::event& e)
{
    return {e.key, e.time};
}

/// A wait on `latestPage` that wakes a cursor of the same collector, and a second collector for what the
/// first one may have missed. Every event goes to the intake once. All functions return the failure that
/// ended the session.
class reading {
public:
    reading(vcenter_api& api, intake& events, policy::event_window& window, policy::cursor_watch& watch,
            const net::timers& clock, base::log& log);

    /// Makes the collector that is followed, with its property filter, and takes everything since
    /// `window.resume_from()`. Says so when the event that was read last is not seen again. `now`: vCenter's
    /// clock.
    boost::asio::awaitable<base::result<void>> begin(base::wall_time now);

    /// Waits for a change and takes what is new.
    boost::asio::awaitable<base::result<void>> next();

    /// Makes the step under way the last one: it fails with `aborted` when what it has read is committed.
    void stop() noexcept { stopping_ = true; }

    /// Gives the collector and its filter back.
    boost::asio::awaitable<void> end();

private:
    using step = boost::asio::awaitable<base::result<void>>;

    step start(base::wall_time from);
    step open(base::wall_time begin);
    step skip();
    step replace();
    step update();
    step look_at_page();
    step drain();
    // Reads until there is no more. A collector that repeats itself for ever does not hold up the reading: an
    // honest one gives each event that the window remembers once more at most.
    step read_all(const vsphere::managed_object_reference& collector, base::wall_time floor);
    // Only what the cursor gives by itself shows that it moves, not the first reads of a new collector.
    void note_news(std::size_t before);
    // Whether the pages that updates brought show events that were not read.
    step judge();
    step check(const std::vector<vsphere::event>& page);
    step stuck(const std::vector<vsphere::event>& page, policy::page_verdict verdict);
    // Everything that vCenter shows has been read.
    step settle();
    // The second way to see that vCenter's clock was set back: its collectors do not show what happens then.
    step look_at_clock();
    // After reading by other ways than the cursor: what it may yet give of that is older than the window
    // knows.
    void raise_floor();
    step resync();
    boost::asio::awaitable<base::result<base::wall_time>> behind_hole(base::wall_time begin,
                                                                      base::wall_time seen);
    boost::asio::awaitable<base::result<std::vector<vsphere::event>>> page_between(base::wall_time begin,
                                                                                   base::wall_time end);
    step history(base::wall_time begin, std::vector<vsphere::event>& latest);
    step take(std::vector<vsphere::event> events, base::wall_time floor);
    void date(vsphere::event& e, base::wall_time floor);
    // vCenter shows these; what is older than `floor` was not asked for.
    void show(const std::vector<vsphere::event>& events, base::wall_time floor);
    void report_gap();
    void note_numbering(const policy::event_mark& first);
    void report_numbering(const policy::event_mark& first);
    step note_position();
    base::wall_time now_there() const;

    vcenter_api& api_;
    intake& intake_;
    policy::event_window& window_;
    policy::cursor_watch& watch_;
    const net::timers& clock_;
    base::log& log_;

    vsphere::managed_object_reference collector_;
    vsphere::managed_object_reference filter_;
    std::string version_;
    base::wall_time floor_;
    policy::continuity continuity_;
    progress progress_;
    base::wall_time noted_;                           // what the journal's checkpoint says at least
    base::wall_time began_there_;                     // vCenter's clock when it was last asked for
    base::steady_time began_;                         // ours at the same moment
    std::vector<std::vector<vsphere::event>> pages_;  // that updates brought, not judged yet
    std::size_t taken_ = 0;                           // by the last call of `take`
    std::size_t total_taken_ = 0;
    bool stopping_ = false;
};

}  // namespace vcenter_connector::source
