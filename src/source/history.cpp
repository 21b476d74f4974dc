// Reading from collectors of their own, beside the one that is followed.
#include "reading.hpp"

#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::source {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using vsphere::event;

// The largest page that a vCenter keeps.
constexpr int history_page = 1000;
constexpr int probe_page = 10;
// Each one costs a walk of some forty short calls and holds a thousand events or more.
constexpr int most_holes = 1000;
// vCenter's times have microseconds.
constexpr base::wall_time::duration resolution = 1us;
// Whether a begin time is inclusive is not documented.
constexpr base::wall_time::duration margin = 1ms;

}  // namespace

// Reads from a new collector. While its own latest page shows what its reads do not give, there is a hole
// that the cursor cannot cross: the next collector begins behind it.
reading::step reading::resync()
{
    auto begin = window_.resume_from();
    for (int holes = 0;; ++holes) {
        std::vector<event> latest;
        auto done = co_await history(begin, latest);
        if (!done)
            co_return done;
        const auto known_since = std::max(begin, window_.resume_from());
        const auto unread = std::find_if(latest.begin(), latest.end(), [&](const event& e) {
            return window_.is_new(mark_of(e), known_since);
        });
        if (unread == latest.end())
            co_return done;
        if (holes == most_holes || latest.size() < history_page || unread->time <= begin)
            co_return co_await take(std::move(latest), known_since);
        const auto next = co_await behind_hole(begin, unread->time);
        if (!next)
            co_return next.error();
        if (*next <= begin)
            co_return co_await take(std::move(latest), known_since);
        log_.warn("Events cannot be read in order; beginning later",
                  {{"from", vsphere::format_time(begin)}, {"to", vsphere::format_time(*next)}});
        begin = *next;
    }
}

// The cursor cannot cross the hole, but the latest page of a collector that has an end shows what can be seen
// before it. The shortest stretch whose page shows an unread event ends with the first one: found by halves.
// A page that is not full shows all there is.
asio::awaitable<base::result<base::wall_time>> reading::behind_hole(base::wall_time begin,
                                                                    base::wall_time seen)
{
    auto empty_to = begin;
    if (const auto newest = window_.newest(); newest && newest->time < seen)
        empty_to = std::max(begin, newest->time);
    const auto from = empty_to;
    while (seen - empty_to > resolution) {
        const auto middle = empty_to + (seen - empty_to) / 2;
        const auto page = co_await page_between(from, middle);
        if (!page)
            co_return page.error();
        auto first = middle;
        bool shows_news = false;
        for (const auto& e : *page)
            if (e.time <= first && window_.is_new(mark_of(e), from)) {
                first = e.time;
                shows_news = true;
            }
        (shows_news ? seen : empty_to) = first;
        if (shows_news && page->size() < probe_page)
            break;
    }
    co_return std::max(begin, seen - margin);
}

asio::awaitable<base::result<std::vector<event>>> reading::page_between(base::wall_time begin,
                                                                        base::wall_time end)
{
    const auto collector = co_await api_.create_collector(begin, probe_page, end);
    if (!collector)
        co_return collector.error();
    auto page = co_await api_.latest_page(*collector);
    const auto given_back = co_await api_.destroy_collector(*collector);
    if (!page || !given_back)
        co_return page ? given_back.error() : page.error();
    show(*page, begin);
    co_return page;
}

reading::step reading::history(base::wall_time begin, std::vector<event>& latest)
{
    const auto collector = co_await api_.create_collector(begin, history_page);
    if (!collector)
        co_return collector.error();
    // The page first: all that it shows has to be among what is read after it.
    base::result<void> done;
    auto page = co_await api_.latest_page(*collector);
    if (page) {
        latest = std::move(*page);
        show(latest, begin);
        done = co_await read_all(*collector, begin);
    } else {
        done = page.error();
    }
    const auto given_back = co_await api_.destroy_collector(*collector);
    co_return done ? given_back : done;
}

}  // namespace vcenter_connector::source
