#include "support/fake_backlog.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::test {

using policy::claims;

void fake_backlog::add(const std::string& function, const std::string& object, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        queues_[function].emplace(++last_, waiting{object, body});
    if (count > 0)
        c.news(function, last_);
}

void fake_backlog::read_all()
{
    while (!reads_.empty())
        begin_or_end_read(false);
    while (const auto what = c.next())
        answer(*what);
}

void fake_backlog::begin_or_end_read(bool begin)
{
    if (begin) {
        if (auto what = c.next())
            reads_.push_back(std::move(*what));
    } else if (!reads_.empty()) {
        const auto what = reads_.front();
        reads_.erase(reads_.begin());
        answer(what);
    }
}

void fake_backlog::answer(const claims::request& what)
{
    std::vector<claims::piece> pieces;
    auto reached = what.up_to;
    std::size_t looked_at = 0;
    std::size_t bytes = 0;
    const auto& queue = queues_[what.function];
    id before = what.after;
    for (auto at = queue.upper_bound(what.after); at != queue.end() && at->first <= what.up_to; ++at) {
        const auto& w = at->second;
        const bool wanted = what.object
                                ? w.object == *what.object
                                : !what.except || w.object.empty() || !what.except->contains(w.object);
        const bool full =
            pieces.size() >= what.limit || (!pieces.empty() && bytes + w.bytes > what.max_bytes);
        if (++looked_at > early_stop || (wanted && full)) {
            reached = before;
            break;
        }
        before = at->first;
        if (!wanted)
            continue;
        pieces.push_back({at->first, w.object, w.bytes});
        bytes += w.bytes;
    }
    const auto keeps = c.answered(what, pieces, reached);
    for (std::size_t i = 0; i < keeps.size(); ++i)
        if (keeps[i])
            keep(what, pieces[i]);
}

void fake_backlog::keep(const claims::request& what, const claims::piece& piece)
{
    kept_[what.function][std::string(piece.object)].push_back(piece.delivery);
    twice_ = !read_with_.emplace(piece.delivery, what.order).second || twice_;
}

bool fake_backlog::settle_one(const std::string& function, const std::string& object)
{
    auto& lane = kept_[function][object];
    if (lane.empty())
        return false;
    const auto done = lane.front();
    lane.pop_front();
    auto& queue = queues_[function];
    const auto bytes = queue.at(done).bytes;
    queue.erase(done);
    ++settled_count_;
    auto& last = last_settled_[{function, object}];
    in_order_ = in_order_ && done > last;
    last = done;
    c.ended(function, object, bytes, read_with_.at(done));
    read_with_.erase(done);
    return true;
}

bool fake_backlog::settle_one(const std::string& function)
{
    const auto ids = kept(function);
    if (ids.empty())
        return false;
    const auto object = queues_[function].at(ids.front()).object;
    return settle_one(function, object);
}

void fake_backlog::give_back(const std::string& function, const std::string& object)
{
    auto& lane = kept_[function][object];
    if (lane.empty() || object.empty() || !c.crowded(function, object))
        return;
    if (read_with_.at(lane.front()) != base::ordering::object)
        return;
    std::size_t bytes = 0;
    std::deque<id> rest{lane.front()};
    for (auto at = lane.begin() + 1; at != lane.end(); ++at) {
        if (read_with_.at(*at) != base::ordering::object) {
            rest.push_back(*at);
            continue;
        }
        bytes += queues_[function].at(*at).bytes;
        read_with_.erase(*at);
    }
    const auto count = lane.size() - rest.size();
    lane = std::move(rest);
    c.given_back(function, object, lane.front(), count, bytes);
}

std::vector<fake_backlog::id> fake_backlog::kept(const std::string& function) const
{
    std::vector<id> all;
    if (const auto found = kept_.find(function); found != kept_.end())
        for (const auto& [object, ids] : found->second)
            all.insert(all.end(), ids.begin(), ids.end());
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<fake_backlog::id> fake_backlog::kept(const std::string& function, const std::string& object) const
{
    const auto& ids = kept_.at(function).at(object);
    return {ids.begin(), ids.end()};
}

std::size_t fake_backlog::kept_count() const
{
    std::size_t count = 0;
    for (const auto& [function, lanes] : kept_)
        for (const auto& [object, ids] : lanes)
            count += ids.size();
    return count;
}

}  // namespace vcenter_connector::test
