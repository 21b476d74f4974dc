#include "reading.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace vcenter_connector::source {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using base::seconds_text;
using policy::event_mark;
using policy::page_verdict;
using vsphere::event;

// Sent with each change, so small.
constexpr int live_page = 10;
constexpr auto overlap = 60s;
// A clock that drifts or is set back is noticed by then.
constexpr base::duration look_at_clock_every = 60s;
constexpr int reads_without_news = 3;
// Of updates that say that there are more; what they brought is read before the next ones.
constexpr int most_rounds = 100;

std::vector<event_mark> marks_of(const std::vector<event>& events)
{
    std::vector<event_mark> marks;
    std::transform(events.begin(), events.end(), std::back_inserter(marks), mark_of);
    return marks;
}

}  // namespace

reading::reading(vcenter_api& api, intake& events, policy::event_window& window, policy::cursor_watch& watch,
                 const net::timers& clock, base::log& log)
    : api_(api), intake_(events), window_(window), watch_(watch), clock_(clock), log_(log)
{
}

reading::step reading::begin(base::wall_time now)
{
    began_there_ = now;
    began_ = clock_.now();
    noted_ = window_.safe_from();
    const auto last = window_.last_taken();
    continuity_.expect(last && last->time >= window_.resume_from() ? last : window_.newest());
    progress_.begins(clock_.now());
    auto done = co_await start(std::max(window_.resume_from(), now - overlap));
    if (!done)
        co_return done;
    progress_.ends(clock_.now(), log_);
    report_gap();
    co_return co_await note_position();
}

// The followed collector is there before history is read: nothing falls between the two. Its cursor is moved
// to its end first, without taking what it gives: history has all of that too, and in order, which cannot be
// said of the first reads of a collector whose cursor sticks.
reading::step reading::start(base::wall_time from)
{
    auto done = co_await open(from);
    if (!done)
        co_return done;
    done = co_await skip();
    if (!done)
        co_return done;
    done = co_await resync();
    if (!done)
        co_return done;
    for (const auto& page : std::exchange(pages_, {}))
        if (!page.empty())
            window_.baseline(mark_of(page.back()));
    window_.caught_up(now_there());
    raise_floor();
    co_return done;
}

reading::step reading::skip()
{
    for (int round = 0; round < most_rounds; ++round) {
        auto events = co_await api_.read_next(collector_);
        if (!events)
            co_return events.error();
        if (events->empty() || stopping_)
            break;
    }
    co_return base::result<void>();
}

reading::step reading::next()
{
    auto done = co_await update();
    if (!done)
        co_return done;
    const auto before = total_taken_;
    done = co_await drain();
    note_news(before);
    if (done)
        done = co_await judge();
    if (done)
        done = co_await settle();
    if (done && watch_.replacement_due(clock_.now()))
        done = co_await replace();
    if (done && clock_.now() - began_ >= look_at_clock_every)
        done = co_await look_at_clock();
    co_return done;
}

asio::awaitable<void> reading::end()
{
    const auto filter = std::exchange(filter_, {});
    const auto collector = std::exchange(collector_, {});
    if (!filter.empty()) {
        const auto done = co_await api_.destroy_filter(filter);
        if (!done && !done.error().is(base::errc::managed_object_gone))
            co_return;
    }
    if (!collector.empty())
        co_await api_.destroy_collector(collector);
}

reading::step reading::open(base::wall_time begin)
{
    auto collector = co_await api_.create_collector(begin, live_page);
    if (!collector)
        co_return collector.error();
    collector_ = std::move(*collector);
    floor_ = begin;
    auto filter = co_await api_.create_filter(collector_);
    if (!filter)
        co_return filter.error();
    filter_ = std::move(*filter);
    version_.clear();
    co_return co_await update();
}

reading::step reading::replace()
{
    watch_.replaced(clock_.now());
    log_.debug("Replacing the event collector");
    co_await end();
    co_return co_await start(window_.resume_from());
}

reading::step reading::update()
{
    for (int round = 0; round < most_rounds; ++round) {
        auto updates = co_await api_.wait_for_updates(version_);
        if (!updates)
            co_return updates.error();
        if (!*updates)
            co_return co_await look_at_page();
        auto& set = **updates;
        std::move(set.pages.begin(), set.pages.end(), std::back_inserter(pages_));
        version_ = std::move(set.version);
        if (!set.truncated)
            break;
    }
    co_return base::result<void>();
}

// Nothing has changed, says the property filter. The page itself is the second witness.
reading::step reading::look_at_page()
{
    auto page = co_await api_.latest_page(collector_);
    if (!page)
        co_return page.error();
    pages_.push_back(std::move(*page));
    co_return base::result<void>();
}

reading::step reading::drain()
{
    co_return co_await read_all(collector_, floor_);
}

reading::step reading::read_all(const vsphere::managed_object_reference& collector, base::wall_time floor)
{
    std::size_t repeated = 0;
    for (int in_vain = 0; in_vain < reads_without_news || repeated <= window_.size();) {
        auto events = co_await api_.read_next(collector);
        if (!events)
            co_return events.error();
        if (events->empty())
            break;
        show(*events, floor);
        const auto size = events->size();
        auto done = co_await take(std::move(*events), floor);
        if (!done)
            co_return done;
        in_vain = taken_ > 0 ? 0 : in_vain + 1;
        repeated = taken_ > 0 ? 0 : repeated + size;
    }
    co_return base::result<void>();
}

void reading::note_news(std::size_t before)
{
    if (total_taken_ == before)
        return;
    if (const auto length = watch_.moved(clock_.now()))
        log_.info("The event cursor moves again", {{"after", seconds_text(*length)}});
}

reading::step reading::judge()
{
    base::result<void> done;
    const auto pages = std::exchange(pages_, {});
    for (auto page = pages.begin(); done && page != pages.end(); ++page)
        done = co_await check(*page);
    co_return done;
}

reading::step reading::check(const std::vector<event>& page)
{
    const auto marks = marks_of(page);
    const auto verdict = policy::judge_page(marks, live_page, window_, floor_);
    if (verdict == page_verdict::caught_up)
        co_return base::result<void>();
    co_return co_await stuck(page, verdict);
}

reading::step reading::stuck(const std::vector<event>& page, page_verdict verdict)
{
    if (watch_.stuck(clock_.now()))
        log_.warn(
            "The event cursor is stuck: vCenter shows newer events than it lets be read; going on by its "
            "latest page",
            {{"unread_key", std::to_string(page.back().key)}});
    if (verdict == page_verdict::resync) {
        auto done = co_await resync();
        if (!done)
            co_return done;
    }
    co_return co_await take(page, std::max(floor_, window_.resume_from()));
}

reading::step reading::settle()
{
    window_.caught_up(now_there());
    if (watch_.is_stuck())
        raise_floor();
    co_return co_await note_position();
}

void reading::raise_floor()
{
    floor_ = std::max(floor_, window_.resume_from());
}

base::wall_time reading::now_there() const
{
    return began_there_ + std::chrono::duration_cast<base::wall_time::duration>(clock_.now() - began_);
}

}  // namespace vcenter_connector::source
