#include "vcenter_connector/policy/cursor_watch.hpp"

#include <algorithm>

namespace vcenter_connector::policy {
namespace {

using namespace std::chrono_literals;

constexpr base::duration first_pause = 60s;
constexpr base::duration longest_pause = 3600s;

}  // namespace

page_verdict judge_page(std::span<const event_mark> page, std::size_t page_size, const event_window& window,
                        base::wall_time floor)
{
    // What is older than the window's memory is no news: quiet days leave old events on the page.
    const auto known_since = std::max(floor, window.resume_from());
    const auto is_news = [&](const event_mark& mark) { return window.is_new(mark, known_since); };
    if (std::none_of(page.begin(), page.end(), is_news))
        return page_verdict::caught_up;
    const auto last = window.last();
    const bool reaches_back =
        page.size() < page_size || (last && std::find(page.begin(), page.end(), *last) != page.end());
    return reaches_back ? page_verdict::take_page : page_verdict::resync;
}

bool cursor_watch::stuck(base::steady_time now)
{
    if (since_)
        return false;
    since_ = now;
    pause_ = first_pause;
    next_replacement_ = now;
    return true;
}

std::optional<base::duration> cursor_watch::moved(base::steady_time now)
{
    if (!since_)
        return std::nullopt;
    const auto length = now - *since_;
    since_.reset();
    return length;
}

void cursor_watch::replaced(base::steady_time now)
{
    next_replacement_ = now + pause_;
    pause_ = std::min(pause_ * 2, longest_pause);
}

}  // namespace vcenter_connector::policy
