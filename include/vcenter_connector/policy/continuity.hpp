// Whether what vCenter shows after an absence joins on to what was read before it.
#pragma once

#include "vcenter_connector/base/event_mark.hpp"

#include <optional>

namespace vcenter_connector::policy {

/// Whether `next`, which happened after `last`, has a key from before it: the numbering has begun anew, as in
/// a rebuilt database. A key that has overflowed goes on.
bool numbered_anew(const base::event_mark& last, const base::event_mark& next) noexcept;

/// Between two times vCenter may have had events that it no longer shows.
struct history_gap {
    base::event_mark last;                 ///< what was read last
    std::optional<base::event_mark> next;  ///< the oldest that is shown after it
    friend bool operator==(const history_gap&, const history_gap&) = default;
};

/// Reading overlaps with what was read before, so the event that was read last has to be seen again. When it
/// is not, vCenter has thrown it away, and with it possibly what came after it.
class continuity {
public:
    /// Reading begins again. `last`: the event that was read last; empty when none can be expected again.
    void expect(std::optional<base::event_mark> last) noexcept;

    /// vCenter shows this event, whether it was read before or not.
    void shown(const base::event_mark& mark) noexcept;

    /// Everything since the beginning has been read. The gap, when there is one; asked a second time, none.
    std::optional<history_gap> judge() noexcept;

    /// To be told of the first new event after a gap behind which nothing was shown; later ones do no harm.
    /// True when the numbering begins anew with it.
    bool begins_anew(const base::event_mark& taken) noexcept;

private:
    std::optional<base::event_mark> expected_;
    std::optional<base::event_mark> next_;            // the oldest that was shown after `expected_`
    std::optional<base::event_mark> before_the_gap_;  // as long as nothing was shown after it
};

}  // namespace vcenter_connector::policy
