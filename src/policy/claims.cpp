#include "vcenter_connector/policy/claims.hpp"

#include "claim_lanes.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::policy {
namespace {

using base::ordering;
using id = claims::id;

using function = claimed_function;

}  // namespace

struct claims::state {
    claim_limits limits;
    std::function<ordering(std::string_view)> order_of;
    std::unordered_map<std::string, function> functions;
    std::deque<std::string> turns;       // functions that may have something to read, and room
    std::deque<std::string> for_window;  // those that wait for room in the window; some entries are stale
    std::size_t kept = 0;
    std::size_t bytes = 0;

    function* find(std::string_view name)
    {
        const auto found = functions.find(std::string(name));
        return found == functions.end() ? nullptr : &found->second;
    }

    // --- room

    std::size_t share() const noexcept
    {
        const auto equal = limits.window / std::max<std::size_t>(functions.size(), 1);
        return std::clamp<std::size_t>(equal, 1, limits.most_per_function);
    }

    std::size_t share_of_bytes() const noexcept
    {
        return std::max<std::size_t>(limits.max_bytes / std::max<std::size_t>(functions.size(), 1), 1);
    }

    // Some room at least, so that reads are worth their while.
    bool has_room(const function& f) const noexcept
    {
        return f.kept == 0 || (f.kept <= share() * 3 / 4 && f.bytes < share_of_bytes());
    }

    bool fits_window(const function& f) const noexcept
    {
        if (f.kept == 0)
            return true;
        return (kept < limits.window || f.kept < std::min(limits.floor_per_function, share())) &&
               bytes < limits.max_bytes;
    }

    void enqueue(function& f)
    {
        if (f.queued || f.reading || !f.unread() || !has_room(f))
            return;
        f.queued = true;
        turns.emplace_back(f.name);
    }

    void window_has_room()
    {
        if (kept > limits.window * 3 / 4 || bytes > limits.max_bytes / 4 * 3)
            return;
        for (const auto& name : std::exchange(for_window, {}))
            if (auto* f = find(name))
                leave_window_queue(*f);
    }

    void leave_window_queue(function& f)
    {
        if (!std::exchange(f.no_window, false))
            return;
        f.queued = false;
        enqueue(f);
    }

    void forget_if_done(function& f)
    {
        if (!f.unread() && f.kept == 0 && !f.reading && !f.queued)
            functions.erase(std::string(f.name));
    }

    // --- requests

    request make_request(function& f) const
    {
        request what;
        what.function = std::string(f.name);
        what.order = order_of(f.name);
        const auto most =
            what.order == ordering::strict ? std::min(share(), limits.per_strict_function) : share();
        what.limit = std::min(most > f.kept ? most - f.kept : 1, limits.read_size);
        const auto bytes_left = share_of_bytes() > f.bytes ? share_of_bytes() - f.bytes : 1;
        what.max_bytes = std::min(bytes_left, limits.read_bytes);
        return what;
    }

    // Under `strict` what is parked is older than what the scan would give.
    bool may_scan(const function& f, ordering order) const noexcept
    {
        if (f.scanned >= f.newest)
            return false;
        return order != ordering::strict || (f.parked == 0 && f.kept <= limits.per_strict_function / 2);
    }

    std::optional<request> request_for(function& f) const
    {
        f.drop_sated();
        auto what = make_request(f);
        // What is in memory was read for another order: a tighter one waits until that has ended.
        if (f.kept > 0 && what.order != f.order && what.order != ordering::none)
            return std::nullopt;
        f.order = what.order;
        const bool scan = may_scan(f, what.order);
        if (!scan && f.hungry.empty())
            return std::nullopt;
        const bool turn_of_scan = scan && (f.scan_next || f.hungry.empty());
        f.scan_next = !turn_of_scan;
        if (turn_of_scan)
            f.aim_at_scan(what);
        else
            f.aim_at_lane(what, limits.per_lane);
        f.reading = true;
        return what;
    }

    // --- answers

    void keep(function& f, const piece& p)
    {
        ++f.kept;
        ++kept;
        f.bytes += p.bytes;
        bytes += p.bytes;
    }

    std::vector<bool> keep_all(function& f, const request& what, std::span<const piece> pieces, id reached)
    {
        if (what.object)
            return std::vector<bool>(pieces.size(),
                                     f.keep_lane(what, pieces.size(), reached, limits.per_lane));
        std::vector<bool> keeps;
        keeps.reserve(pieces.size());
        for (const auto& p : pieces)
            keeps.push_back(f.keep_scanned(p, what.order, limits.per_lane));
        f.scanned = std::max(f.scanned, std::min(reached, what.up_to));
        return keeps;
    }

    void remove(function& f, std::size_t count, std::size_t size)
    {
        f.kept -= count;
        kept -= count;
        f.bytes -= size;
        bytes -= size;
    }
};

claims::claims(claim_limits limits, std::function<ordering(std::string_view)> order)
    : state_(std::make_unique<state>())
{
    limits.window = std::max<std::size_t>(limits.window, 1);
    limits.per_lane = std::max<std::size_t>(limits.per_lane, 1);
    state_->limits = limits;
    state_->order_of = std::move(order);
}

claims::~claims() = default;

void claims::news(std::string_view name, id newest)
{
    const auto [found, created] = state_->functions.try_emplace(std::string(name));
    function& f = found->second;
    f.name = found->first;
    f.newest = std::max(f.newest, newest);
    state_->enqueue(f);
}

std::optional<claims::request> claims::next()
{
    while (!state_->turns.empty()) {
        auto name = std::move(state_->turns.front());
        state_->turns.pop_front();
        function& f = state_->functions.at(name);
        if (!state_->fits_window(f)) {
            f.no_window = true;
            state_->for_window.push_back(std::move(name));
            continue;
        }
        f.queued = false;
        if (state_->has_room(f))
            if (auto what = state_->request_for(f))
                return what;
        state_->forget_if_done(f);
    }
    return std::nullopt;
}

std::vector<bool> claims::answered(const request& what, std::span<const piece> pieces, id reached)
{
    function& f = *state_->find(what.function);
    f.reading = false;
    auto keeps = state_->keep_all(f, what, pieces, reached);
    for (std::size_t i = 0; i < keeps.size(); ++i)
        if (keeps[i])
            state_->keep(f, pieces[i]);
    state_->enqueue(f);
    state_->forget_if_done(f);
    return keeps;
}

void claims::failed(const request& what)
{
    function& f = *state_->find(what.function);
    f.reading = false;
    if (what.object)
        if (const auto found = f.lanes.find(*what.object); found != f.lanes.end())
            f.feed(found->first, found->second, state_->limits.per_lane);
    state_->enqueue(f);
}

void claims::ended(std::string_view name, std::string_view object, std::size_t size, ordering order)
{
    function& f = *state_->find(name);
    state_->remove(f, 1, size);
    const auto found = f.lanes.find(std::string(object));
    if (order == ordering::object && found != f.lanes.end()) {
        claim_lane& l = found->second;
        l.kept -= std::min<std::size_t>(l.kept, 1);
        l.failing = false;
        f.feed(found->first, l, state_->limits.per_lane);
        if (l.kept == 0 && !l.parked)
            f.lanes.erase(found);
    }
    state_->leave_window_queue(f);
    state_->window_has_room();
    state_->enqueue(f);
    state_->forget_if_done(f);
}

bool claims::crowded(std::string_view name, std::string_view object) const
{
    const function* f = state_->find(name);
    if (f == nullptr || !f->unread() || (state_->has_room(*f) && state_->fits_window(*f)))
        return false;
    const auto found = f->lanes.find(std::string(object));
    return found != f->lanes.end() && !found->second.mixed;
}

void claims::given_back(std::string_view name, std::string_view object, id head, std::size_t count,
                        std::size_t size)
{
    function& f = *state_->find(name);
    const auto found = f.lanes.find(std::string(object));
    if (found == f.lanes.end() || count == 0)
        return;
    claim_lane& l = found->second;
    state_->remove(f, count, size);
    l.kept -= std::min(l.kept, count);
    l.failing = true;
    f.park(l, head);
    state_->window_has_room();
    state_->enqueue(f);
}

bool claims::knows(std::string_view name) const
{
    return state_->find(name) != nullptr;
}

std::size_t claims::size() const noexcept
{
    return state_->kept;
}

std::size_t claims::bytes() const noexcept
{
    return state_->bytes;
}

std::size_t claims::functions() const noexcept
{
    return state_->functions.size();
}

}  // namespace vcenter_connector::policy
