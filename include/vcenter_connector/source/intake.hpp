// Turns events as vCenter sends them into journal pages.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/events/payload.hpp"
#include "vcenter_connector/routing/topic_map.hpp"
#include "vcenter_connector/store/journal.hpp"
#include "vcenter_connector/vsphere/event.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vcenter_connector::source {

class commit_watch;
class filter_watch;
class own_events;

/// The newest map of functions; never null once the first one has been loaded.
using topic_map_provider = std::function<std::shared_ptr<const routing::topic_map>()>;

/// Makes what the journal keeps of an event, instead of `events::render`.
using event_renderer = std::function<events::payload(const vsphere::event&, const events::event_origin&,
                                                     const events::payload_form&)>;

struct intake_options {
    events::payload_form payload;  ///< where a function's annotations say nothing
    bool ignore_own_events = true;
    /// Asked for each event before any function is: whether it counts. Empty: all do.
    std::function<bool(const vsphere::event&)> wanted;
    event_renderer render;  ///< empty: what functions get
};

class intake {
public:
    /// Everything handed in by reference must outlive this object.
    intake(store::journal& journal, base::log& log, topic_map_provider functions, commit_watch& watch,
           intake_options options);
    ~intake();

    /// Where events come from, from now on.
    void describe(events::event_origin origin);

    /// A session of the connector has begun: its events are its own.
    void logged_in(const vsphere::user_session& session);

    /// Names events, matches them against the functions, and commits them with one delivery per matching
    /// function, each in the form that its function asks for. Takes as many, from the first one on, as make a
    /// journal page of some MiB, and returns how many: at least one of those there are. Suspends while the
    /// journal is full. Events are handed in oldest first. `resume_from`: what the checkpoint says of
    /// vCenter's time; everything before it has been committed. Errors: those of `store::journal::commit`,
    /// with a detail that begins "journal:"; then none was taken.
    boost::asio::awaitable<base::result<std::size_t>> commit(std::span<const vsphere::event> events,
                                                             base::wall_time resume_from);

    /// Commits a checkpoint without events. `newest`: the event that was committed last, if there was one.
    /// `known`: events to be remembered that the journal may have forgotten. Suspends and fails as `commit`
    /// does.
    boost::asio::awaitable<base::result<void>> note(std::optional<base::event_mark> newest,
                                                    base::wall_time resume_from,
                                                    std::vector<base::event_mark> known);

private:
    // The bytes that the event takes in the journal.
    std::size_t add(const vsphere::event& event, store::event_page& page,
                    const routing::topic_map& functions);
    bool caused_by_us(const vsphere::event& event) const;
    void report(const vsphere::event& event, const events::event_names& names, std::size_t functions) const;
    void report(const vsphere::event& event, const std::vector<routing::held_back>& held) const;
    boost::asio::awaitable<base::result<void>> hand_over(store::event_page page);

    store::journal& journal_;
    base::log& log_;
    topic_map_provider functions_;
    commit_watch& watch_;
    intake_options options_;
    std::unique_ptr<own_events> own_;  // null: none is left out
    std::unique_ptr<filter_watch> filters_;
    events::event_origin origin_;
};

}  // namespace vcenter_connector::source
