// What becomes of events that were read, and what is said of them.
#include "reading.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace vcenter_connector::source {
namespace {

using namespace std::chrono_literals;
using vsphere::event;
using vsphere::format_time;

// How far the checkpoint may be behind what was read while no event comes.
constexpr auto checkpoint_lag = 5min;

}  // namespace

reading::step reading::take(std::vector<event> events, base::wall_time floor)
{
    for (auto& e : events)
        if (e.time == base::wall_time{})
            date(e, floor);
    std::erase_if(events, [&](const event& e) { return !window_.is_new(mark_of(e), floor); });
    events.erase(std::unique(events.begin(), events.end(),
                             [](const event& a, const event& b) { return mark_of(a) == mark_of(b); }),
                 events.end());
    taken_ = 0;
    const auto safe_from = window_.safe_from();
    std::span<const event> left(events);
    while (!left.empty()) {
        const auto committed = co_await intake_.commit(left, safe_from);
        if (!committed)
            co_return committed.error();
        for (const auto& e : left.first(*committed))
            window_.take(mark_of(e));
        taken_ += *committed;
        left = left.subspan(*committed);
    }
    total_taken_ += taken_;
    if (!events.empty()) {
        noted_ = safe_from;
        note_numbering(mark_of(events.front()));
        progress_.read(events.size(), events.back().time, clock_.now(), log_);
    }
    co_return stopping_ ? base::result<void>(base::failure(base::errc::aborted)) : base::result<void>();
}

void reading::date(event& e, base::wall_time floor)
{
    e.time = std::max(floor, window_.resume_from());
    log_.warn("An event has no time that can be read; it counts as one of now",
              {{"key", std::to_string(e.key)}, {"class", e.class_name}, {"created_time", e.created_time}});
}

void reading::show(const std::vector<event>& events, base::wall_time floor)
{
    for (const auto& e : events)
        if (e.time >= floor)
            continuity_.shown(mark_of(e));
}

void reading::report_gap()
{
    const auto gap = continuity_.judge();
    if (!gap)
        return;
    const auto to = gap->next ? gap->next->time : std::max(now_there(), gap->last.time);
    log_.warn(
        "vCenter no longer shows the event that was read last: it keeps events for a shorter time, or its "
        "history was rebuilt. Events between these times may be lost",
        {{"from", format_time(gap->last.time)},
         {"to", format_time(to)},
         {"last_key", std::to_string(gap->last.key)}});
    if (gap->next && policy::numbered_anew(gap->last, *gap->next))
        report_numbering(*gap->next);
}

void reading::note_numbering(const policy::event_mark& first)
{
    if (continuity_.begins_anew(first))
        report_numbering(first);
}

void reading::report_numbering(const policy::event_mark& first)
{
    log_.warn("vCenter numbers its events anew, as after a rebuilt database: ids of events may repeat, for "
              "different events",
              {{"key", std::to_string(first.key)}, {"time", format_time(first.time)}});
}

// While vCenter is quiet no page carries the checkpoint on.
reading::step reading::note_position()
{
    if (window_.safe_from() - noted_ < checkpoint_lag)
        co_return base::result<void>();
    noted_ = window_.safe_from();
    std::vector<policy::event_mark> none;
    co_return co_await intake_.note(window_.last_taken(), window_.safe_from(), std::move(none));
}

reading::step reading::look_at_clock()
{
    const auto now = co_await api_.current_time();
    if (!now)
        co_return now.error();
    const bool set_back = *now < began_there_;
    if (!set_back) {
        began_there_ = *now;
        began_ = clock_.now();
        co_return base::result<void>();
    }
    log_.warn(
        "vCenter's clock was set back while events were read; reading goes back with it, some events may "
        "be delivered twice",
        {{"was", format_time(began_there_)}, {"is", format_time(*now)}});
    // It happened at some time since it was looked at last.
    window_.clock_is(*now - std::chrono::duration_cast<base::wall_time::duration>(clock_.now() - began_));
    auto known = window_.known();
    auto done = co_await intake_.note(window_.last_taken(), window_.safe_from(), std::move(known));
    if (!done)
        co_return done;
    co_await end();
    co_return co_await begin(*now);
}

}  // namespace vcenter_connector::source
