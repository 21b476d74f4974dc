#include "claim_lanes.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::policy {

using base::ordering;

void claimed_function::park(claim_lane& l, id last)
{
    l.last = last;
    if (!std::exchange(l.parked, true)) {
        ++parked;
        except.reset();
    }
}

void claimed_function::unpark(claim_lane& l)
{
    if (std::exchange(l.parked, false)) {
        --parked;
        except.reset();
    }
}

void claimed_function::feed(const std::string& object, claim_lane& l, std::size_t per_lane)
{
    if (l.parked && !l.failing && !l.hungry && l.kept <= per_lane / 2) {
        l.hungry = true;
        hungry.push_back(object);
    }
}

void claimed_function::drop_sated()
{
    while (!hungry.empty()) {
        const auto found = lanes.find(hungry.front());
        if (found != lanes.end() && found->second.parked && !found->second.failing)
            return;
        if (found != lanes.end())
            found->second.hungry = false;
        hungry.pop_front();
    }
}

void claimed_function::aim_at_lane(claims::request& what, std::size_t per_lane)
{
    what.object = std::move(hungry.front());
    hungry.pop_front();
    claim_lane& l = lanes.at(*what.object);
    l.hungry = false;
    what.after = l.last;
    what.up_to = scanned;
    what.limit = std::min(what.limit, per_lane - std::min(l.kept, per_lane - 1));
}

void claimed_function::aim_at_scan(claims::request& what)
{
    what.after = scanned;
    what.up_to = newest;
    if (parked > 0 && !except) {
        auto set = std::make_shared<claims::object_set>();
        for (const auto& [object, l] : lanes)
            if (l.parked)
                set->insert(object);
        except = std::move(set);
    }
    if (parked > 0)
        what.except = except;
}

bool claimed_function::keep_scanned(const claims::piece& p, ordering read_for, std::size_t per_lane)
{
    const auto object = std::string(p.object);
    const auto found = lanes.find(object);
    if (found != lanes.end() && found->second.parked)
        return false;
    if (read_for != ordering::object) {
        if (found != lanes.end())
            found->second.mixed = true;
    } else if (!object.empty()) {
        claim_lane& l = found != lanes.end() ? found->second : lanes[object];
        if (l.kept >= per_lane) {
            park(l, l.last);
            return false;
        }
        ++l.kept;
        l.last = p.delivery;
    }
    return true;
}

bool claimed_function::keep_lane(const claims::request& what, std::size_t count, id reached,
                                 std::size_t per_lane)
{
    const auto found = lanes.find(*what.object);
    // Given back meanwhile: what was read does not begin where the lane stands now.
    if (found == lanes.end() || !found->second.parked || found->second.last != what.after ||
        found->second.failing)
        return false;
    claim_lane& l = found->second;
    if (what.order == ordering::object)
        l.kept += count;
    else
        l.mixed = true;
    l.last = std::max(l.last, reached);
    if (l.last >= what.up_to)
        unpark(l);
    feed(found->first, l, per_lane);
    if (l.kept == 0 && !l.parked)
        lanes.erase(found);
    return true;
}

}  // namespace vcenter_connector::policy
