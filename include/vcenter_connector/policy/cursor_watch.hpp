// Whether the server-side cursor of a collector tells the truth when it says that there is nothing more.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/policy/event_window.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace vcenter_connector::policy {

/// What a `latestPage` says after every read has come back empty.
enum class page_verdict {
    caught_up,  ///< everything on it has been read
    take_page,  ///< it shows unread events, and it reaches back to what was read: take them from it
    resync,     ///< it shows unread events, and there may be more between them and what was read
};

/// `page`: lowest key first. `page_size`: how many events it holds at most; a page that is not full holds all
/// there are. `floor`: begin time of the collector.
page_verdict judge_page(std::span<const event_mark> page, std::size_t page_size, const event_window& window,
                        base::wall_time floor);

/// Remembers since when the cursor has been stuck, so that it is reported once when it begins and once when
/// it ends, and says when a new collector is worth a try.
class cursor_watch {
public:
    /// The cursor hid events. True when this is news.
    bool stuck(base::steady_time now);
    /// The cursor gave new events. How long it had been stuck, when it had been.
    std::optional<base::duration> moved(base::steady_time now);

    bool is_stuck() const noexcept { return since_.has_value(); }
    /// Whether a stuck collector is to be replaced now. Rarer and rarer while that does not help.
    bool replacement_due(base::steady_time now) const noexcept { return since_ && now >= next_replacement_; }
    void replaced(base::steady_time now);

private:
    std::optional<base::steady_time> since_;
    base::steady_time next_replacement_{};
    base::duration pause_{};
};

}  // namespace vcenter_connector::policy
