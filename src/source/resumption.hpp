// From where a vCenter is read: from its checkpoint, or from where the settings say. Known to follower.cpp
// only.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/base/starting_point.hpp"
#include "vcenter_connector/policy/begin.hpp"
#include "vcenter_connector/policy/event_window.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>

namespace vcenter_connector::source {

struct resumption_options {
    std::string vcenter;  ///< its URL, for the log
    base::starting_point start;
    base::duration max_replay_age;
};

/// Keeps what has been read of the vCenter that answers. A vCenter is known by its instanceUuid, not by its
/// name: a renamed one goes on, another one behind the same name has a checkpoint of its own or begins anew.
/// Journal and log must outlive this object.
class resumption {
public:
    resumption(store::journal& journal, base::log& log, resumption_options options);

    /// Makes `window` that of this vCenter, and logs from where it is read and what that means. True when
    /// there is no checkpoint yet: then one is to be written before anything is read. `now_there`: vCenter's
    /// clock. Errors: those of `store::journal::resume`; then nothing has changed.
    boost::asio::awaitable<base::result<bool>> settle(const std::string& instance_uuid,
                                                      base::wall_time now_there);

    /// Says once when the two clocks differ.
    void compare_clocks(base::wall_time ours, base::wall_time now_there);

    /// After the first `settle` that succeeded.
    policy::event_window& window() { return *window_; }

private:
    void go_on(base::wall_time now_there);
    bool take_up(std::optional<store::resume_point> found, base::wall_time now_there);
    void begin_anew(const policy::begin_decision& decision);

    store::journal& journal_;
    base::log& log_;
    resumption_options options_;
    std::string instance_uuid_;
    std::optional<policy::event_window> window_;
    bool clocks_differ_ = false;
};

}  // namespace vcenter_connector::source
