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
constexpr int most_holes = 20;
// How near to its end a hole is left behind.
constexpr base::wall_time::duration nearness = 1ms;

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
        log_.warn("Events cannot be read in order; beginning later",
                  {{"from", vsphere::format_time(begin)}, {"to", vsphere::format_time(*next)}});
        begin = *next;
    }
}

// The page shows the newest events only: beginning at its oldest one would leave out those between it and the
// hole. So first in growing steps to a time from which there is something to be read, then back towards the
// hole.
asio::awaitable<base::result<base::wall_time>> reading::behind_hole(base::wall_time begin,
                                                                    base::wall_time seen)
{
    if (const auto newest = window_.newest(); newest && newest->time < seen)
        begin = std::max(begin, newest->time);
    base::wall_time::duration reach = 1s;
    for (bool galloping = true; seen - begin > nearness;) {
        galloping = galloping && begin + reach < seen;
        const auto middle = galloping ? begin + reach : begin + (seen - begin) / 2;
        const auto gives = co_await readable(middle);
        if (!gives)
            co_return gives.error();
        galloping = galloping && !*gives;
        (*gives ? seen : begin) = middle;
        reach *= 2;
    }
    co_return seen;
}

asio::awaitable<base::result<bool>> reading::readable(base::wall_time begin)
{
    const auto collector = co_await api_.create_collector(begin, probe_page);
    if (!collector)
        co_return collector.error();
    const auto events = co_await api_.read_next(*collector);
    const auto given_back = co_await api_.destroy_collector(*collector);
    if (!events || !given_back)
        co_return events ? given_back.error() : events.error();
    co_return !events->empty();
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
        done = co_await read_all(*collector, begin);
    } else {
        done = page.error();
    }
    const auto given_back = co_await api_.destroy_collector(*collector);
    co_return done ? given_back : done;
}

}  // namespace vcenter_connector::source
