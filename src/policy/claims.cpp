#include "vcenter_connector/policy/claims.hpp"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <utility>

namespace vcenter_connector::policy {
namespace {

using base::ordering;
using id = claims::id;

// The deliveries of one object that were read with `ordering::object` and are in memory.
struct lane {
    std::size_t kept = 0;
    id last = 0;           // all up to here were read
    bool parked = false;   // there may be more between `last` and the function's `scanned`
    bool failing = false;  // not to be read on until its head has ended
    bool hungry = false;   // stands in the function's queue of lanes to be read
    bool mixed = false;    // some of the object were read with another order and may be in memory, too
};

// All deliveries up to `scanned` were read, those of parked lanes excepted.
struct function {
    std::string_view name;  // the key in the map of functions
    id scanned = 0;
    id newest = 0;
    std::size_t kept = 0;
    std::size_t bytes = 0;
    std::size_t parked = 0;
    std::unordered_map<std::string, lane> lanes;
    std::deque<std::string> hungry;
    std::shared_ptr<const claims::object_set> except;  // null: to be made anew
    ordering order = ordering::object;                 // of the last read
    bool reading = false;
    bool queued = false;     // in `turns` or `for_window`
    bool no_window = false;  // in `for_window`
    bool scan_next = false;  // it is the turn of the scan, not of a hungry lane

    bool unread() const noexcept { return scanned < newest || parked > 0; }
};

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

    // --- lanes

    void park(function& f, lane& l, id last)
    {
        l.last = last;
        if (!std::exchange(l.parked, true)) {
            ++f.parked;
            f.except.reset();
        }
    }

    void unpark(function& f, lane& l)
    {
        if (std::exchange(l.parked, false)) {
            --f.parked;
            f.except.reset();
        }
    }

    void feed(function& f, const std::string& object, lane& l) const
    {
        if (l.parked && !l.failing && !l.hungry && l.kept <= limits.per_lane / 2) {
            l.hungry = true;
            f.hungry.push_back(object);
        }
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

    void aim_at_lane(function& f, request& what) const
    {
        what.object = std::move(f.hungry.front());
        f.hungry.pop_front();
        lane& l = f.lanes.at(*what.object);
        l.hungry = false;
        what.after = l.last;
        what.up_to = f.scanned;
        what.limit = std::min(what.limit, limits.per_lane - std::min(l.kept, limits.per_lane - 1));
    }

    static void aim_at_scan(function& f, request& what)
    {
        what.after = f.scanned;
        what.up_to = f.newest;
        if (f.parked > 0 && !f.except) {
            auto set = std::make_shared<object_set>();
            for (const auto& [object, l] : f.lanes)
                if (l.parked)
                    set->insert(object);
            f.except = std::move(set);
        }
        if (f.parked > 0)
            what.except = f.except;
    }

    static void drop_sated(function& f)
    {
        while (!f.hungry.empty()) {
            const auto found = f.lanes.find(f.hungry.front());
            if (found != f.lanes.end() && found->second.parked && !found->second.failing)
                return;
            if (found != f.lanes.end())
                found->second.hungry = false;
            f.hungry.pop_front();
        }
    }

    std::optional<request> request_for(function& f) const
    {
        drop_sated(f);
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
            aim_at_scan(f, what);
        else
            aim_at_lane(f, what);
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

    bool keep_scanned(function& f, const piece& p, ordering order)
    {
        const auto object = std::string(p.object);
        const auto found = f.lanes.find(object);
        if (found != f.lanes.end() && found->second.parked)
            return false;
        if (order != ordering::object) {
            if (found != f.lanes.end())
                found->second.mixed = true;
        } else if (!object.empty()) {
            lane& l = found != f.lanes.end() ? found->second : f.lanes[object];
            if (l.kept >= limits.per_lane) {
                park(f, l, l.last);
                return false;
            }
            ++l.kept;
            l.last = p.delivery;
        }
        keep(f, p);
        return true;
    }

    std::vector<bool> keep_lane(function& f, const request& what, std::span<const piece> pieces, id reached)
    {
        const auto found = f.lanes.find(*what.object);
        // Given back meanwhile: what was read does not begin where the lane stands now.
        if (found == f.lanes.end() || !found->second.parked || found->second.last != what.after ||
            found->second.failing)
            return std::vector<bool>(pieces.size(), false);
        lane& l = found->second;
        for (const auto& p : pieces)
            keep(f, p);
        if (what.order == ordering::object)
            l.kept += pieces.size();
        else
            l.mixed = true;
        l.last = std::max(l.last, reached);
        if (l.last >= what.up_to)
            unpark(f, l);
        feed(f, found->first, l);
        if (l.kept == 0 && !l.parked)
            f.lanes.erase(found);
        return std::vector<bool>(pieces.size(), true);
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
    std::vector<bool> keeps;
    if (what.object) {
        keeps = state_->keep_lane(f, what, pieces, reached);
    } else {
        keeps.reserve(pieces.size());
        for (const auto& p : pieces)
            keeps.push_back(state_->keep_scanned(f, p, what.order));
        f.scanned = std::max(f.scanned, std::min(reached, what.up_to));
    }
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
            state_->feed(f, found->first, found->second);
    state_->enqueue(f);
}

void claims::ended(std::string_view name, std::string_view object, std::size_t size, ordering order)
{
    function& f = *state_->find(name);
    state_->remove(f, 1, size);
    const auto found = f.lanes.find(std::string(object));
    if (order == ordering::object && found != f.lanes.end()) {
        lane& l = found->second;
        l.kept -= std::min<std::size_t>(l.kept, 1);
        l.failing = false;
        state_->feed(f, found->first, l);
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
    lane& l = found->second;
    state_->remove(f, count, size);
    l.kept -= std::min(l.kept, count);
    l.failing = true;
    state_->park(f, l, head);
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
