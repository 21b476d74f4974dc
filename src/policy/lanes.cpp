#include "vcenter_connector/policy/lanes.hpp"

#include <algorithm>
#include <cassert>
#include <list>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace vcenter_connector::policy {
namespace {

using id = lanes::id;

struct lane;

// Groups that can send stand in the rotation; `turn` says where.
struct group {
    std::string_view name;  // the key in the map of groups
    std::set<id> ready;     // heads of lanes that may go now
    std::size_t in_flight = 0;
    std::size_t limit = lanes::no_limit;
    std::size_t lanes = 0;
    std::list<group*>::iterator turn;
    bool in_rotation = false;
};

// A linked list through the entries: a lane costs little, and most of them hold one delivery.
struct lane {
    std::string_view name;  // the key in the map of lanes
    group* owner = nullptr;
    id head = 0;
    id tail = 0;
};

struct entry {
    lane* home = nullptr;
    id behind = 0;  // the next one in the lane, 0: none
    bool in_flight = false;
    base::steady_time not_before = base::steady_time::min();
};

std::string lane_name(id delivery, std::string_view group, std::string_view object)
{
    std::string name(group);
    name += '\0';
    if (!object.empty())
        return name.append(object);
    name += '\0';
    return name + std::to_string(delivery);
}

}  // namespace

struct lanes::state {
    std::size_t group_limit;
    std::size_t in_flight = 0;
    std::unordered_map<id, entry> entries;
    std::unordered_map<std::string, lane> lanes;
    std::unordered_map<std::string, group> groups;
    std::set<std::pair<base::steady_time, id>> waiting;  // heads that may not go yet
    std::list<group*> rotation;

    group& group_of(std::string_view name)
    {
        const auto [found, created] = groups.try_emplace(std::string(name));
        found->second.name = found->first;
        return found->second;
    }

    void update_rotation(group& g)
    {
        const bool can_send = !g.ready.empty() && g.in_flight < std::min(group_limit, g.limit);
        if (can_send && !g.in_rotation)
            g.turn = rotation.insert(rotation.end(), &g);
        else if (!can_send && g.in_rotation)
            rotation.erase(g.turn);
        g.in_rotation = can_send;
    }

    void make_ready(id head)
    {
        const entry& e = entries.at(head);
        if (e.not_before > base::steady_time::min()) {
            waiting.emplace(e.not_before, head);
            return;
        }
        group& g = *e.home->owner;
        g.ready.insert(head);
        update_rotation(g);
    }

    void release_due(base::steady_time now)
    {
        while (!waiting.empty() && waiting.begin()->first <= now) {
            const id head = waiting.begin()->second;
            waiting.erase(waiting.begin());
            entries.at(head).not_before = base::steady_time::min();
            make_ready(head);
        }
    }

    void land(entry& e)
    {
        assert(e.in_flight);
        e.in_flight = false;
        --in_flight;
        --e.home->owner->in_flight;
        update_rotation(*e.home->owner);
    }

    void remove_lane(lane& l)
    {
        group& g = *l.owner;
        lanes.erase(lanes.find(std::string(l.name)));
        --g.lanes;
        remove_if_idle(g);
    }

    void remove_if_idle(group& g)
    {
        if (g.lanes == 0 && g.limit == no_limit)
            groups.erase(groups.find(std::string(g.name)));
    }
};

lanes::lanes(std::size_t group_limit) : state_(std::make_unique<state>())
{
    state_->group_limit = std::max<std::size_t>(group_limit, 1);
}

lanes::~lanes() = default;

void lanes::add(id delivery, std::string_view group, std::string_view object, base::steady_time not_before)
{
    const auto [found, created] = state_->lanes.try_emplace(lane_name(delivery, group, object));
    lane& l = found->second;
    entry e;
    e.home = &l;
    e.not_before = not_before;
    state_->entries.emplace(delivery, e);
    if (!created) {
        state_->entries.at(std::exchange(l.tail, delivery)).behind = delivery;
        return;
    }
    l.name = found->first;
    l.owner = &state_->group_of(group);
    ++l.owner->lanes;
    l.head = l.tail = delivery;
    state_->make_ready(delivery);
}

std::optional<lanes::id> lanes::next(base::steady_time now)
{
    state_->release_due(now);
    if (state_->rotation.empty())
        return std::nullopt;
    group& g = *state_->rotation.front();
    const id delivery = *g.ready.begin();
    g.ready.erase(g.ready.begin());
    ++g.in_flight;
    ++state_->in_flight;
    state_->entries.at(delivery).in_flight = true;
    state_->rotation.splice(state_->rotation.end(), state_->rotation, g.turn);
    state_->update_rotation(g);
    return delivery;
}

base::steady_time lanes::wake_at() const noexcept
{
    if (!state_->rotation.empty())
        return base::steady_time::min();
    return state_->waiting.empty() ? base::steady_time::max() : state_->waiting.begin()->first;
}

void lanes::limit(std::string_view name, std::size_t in_flight)
{
    if (in_flight == no_limit && !state_->groups.contains(std::string(name)))
        return;
    group& g = state_->group_of(name);
    g.limit = in_flight;
    state_->update_rotation(g);
    state_->remove_if_idle(g);
}

void lanes::answered(id delivery)
{
    state_->land(state_->entries.at(delivery));
}

void lanes::finished(id delivery)
{
    const auto found = state_->entries.find(delivery);
    if (found->second.in_flight)
        state_->land(found->second);
    lane& l = *found->second.home;
    const id behind = found->second.behind;
    state_->entries.erase(found);
    l.head = behind;
    if (behind == 0)
        state_->remove_lane(l);
    else
        state_->make_ready(behind);
}

void lanes::retry(id delivery, base::steady_time not_before)
{
    state_->land(state_->entries.at(delivery));
    state_->waiting.emplace(not_before, delivery);
}

std::vector<id> lanes::drop_behind(id head)
{
    entry& first = state_->entries.at(head);
    std::vector<id> dropped;
    for (id at = std::exchange(first.behind, 0); at != 0;) {
        dropped.push_back(at);
        const auto found = state_->entries.find(at);
        at = found->second.behind;
        state_->entries.erase(found);
    }
    first.home->tail = head;
    return dropped;
}

std::size_t lanes::size() const noexcept
{
    return state_->entries.size();
}
std::size_t lanes::in_flight() const noexcept
{
    return state_->in_flight;
}

std::size_t lanes::in_flight(std::string_view name) const
{
    const auto found = state_->groups.find(std::string(name));
    return found == state_->groups.end() ? 0 : found->second.in_flight;
}

}  // namespace vcenter_connector::policy
