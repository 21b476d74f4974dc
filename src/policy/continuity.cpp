#include "vcenter_connector/policy/continuity.hpp"

#include <cstdint>
#include <utility>

namespace vcenter_connector::policy {

bool numbered_anew(const base::event_mark& last, const base::event_mark& next) noexcept
{
    const auto step = static_cast<std::uint32_t>(next.key) - static_cast<std::uint32_t>(last.key);
    return next.time >= last.time && static_cast<std::int32_t>(step) <= 0;
}

void continuity::expect(std::optional<base::event_mark> last) noexcept
{
    expected_ = last;
    next_.reset();
    before_the_gap_.reset();
}

void continuity::shown(const base::event_mark& mark) noexcept
{
    if (!expected_)
        return;
    if (mark == *expected_)
        expected_.reset();
    else if (mark.time >= expected_->time && (!next_ || mark.time < next_->time))
        next_ = mark;
}

std::optional<history_gap> continuity::judge() noexcept
{
    const auto last = std::exchange(expected_, std::nullopt);
    if (!last)
        return std::nullopt;
    if (!next_)
        before_the_gap_ = last;
    return history_gap{*last, std::exchange(next_, std::nullopt)};
}

bool continuity::begins_anew(const base::event_mark& taken) noexcept
{
    const auto last = std::exchange(before_the_gap_, std::nullopt);
    return last && numbered_anew(*last, taken);
}

}  // namespace vcenter_connector::policy
