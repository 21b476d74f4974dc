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
    std::size_t capacity;
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
        const bool can_send = !g.ready.empty() && g.in_flight < group_limit;
        if (can_send && !g.in_rotation)
            g.turn = rotation.insert(rotation.end(), &g);
        else if (!can_send && g.in_rotation)
            rotation.erase(g.turn);
        g.in_rotation = can_send;
    }

    void make_ready(id head)
    {
        group& g = *entries.at(head).home->owner;
        g.ready.insert(head);
        update_rotation(g);
    }

    void release_due(base::steady_time now)
    {
        while (!waiting.empty() && waiting.begin()->first <= now) {
            const id head = waiting.begin()->second;
            waiting.erase(waiting.begin());
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
        if (--g.lanes == 0)
            groups.erase(groups.find(std::string(g.name)));
    }
};

lanes::lanes(std::size_t capacity, std::size_t group_limit) : state_(std::make_unique<state>())
{
    state_->capacity = capacity;
    state_->group_limit = std::max<std::size_t>(group_limit, 1);
}

lanes::~lanes() = default;

void lanes::add(id delivery, std::string_view group, std::string_view object)
{
    const auto [found, created] = state_->lanes.try_emplace(lane_name(delivery, group, object));
    lane& l = found->second;
    entry e;
    e.home = &l;
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

void lanes::finished(id delivery)
{
    const auto found = state_->entries.find(delivery);
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

std::size_t lanes::size() const noexcept
{
    return state_->entries.size();
}
std::size_t lanes::in_flight() const noexcept
{
    return state_->in_flight;
}

std::size_t lanes::room() const noexcept
{
    return state_->capacity > size() ? state_->capacity - size() : 0;
}

}  // namespace vcenter_connector::policy
