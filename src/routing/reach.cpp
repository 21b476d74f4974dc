#include "reach.hpp"

#include "tokens.hpp"

#include <algorithm>
#include <string_view>

namespace vcenter_connector::routing {
namespace {

// Whether every name that `narrow` matches is matched by `wide`; both well-formed.
bool includes(std::string_view wide, std::string_view narrow) noexcept
{
    tokens outer(wide);
    tokens inner(narrow);
    while (outer.more() && inner.more()) {
        const auto w = outer.next();
        const auto n = inner.next();
        if (w == ">")
            return true;
        if (n == ">" || (w != "*" && w != n))
            return false;
    }
    return !outer.more() && !inner.more();
}

// Whether there can be a name that both match.
bool overlap(std::string_view a, std::string_view b) noexcept
{
    tokens one(a);
    tokens other(b);
    while (one.more() && other.more()) {
        const auto x = one.next();
        const auto y = other.next();
        if (x == ">" || y == ">")
            return true;
        if (x != "*" && y != "*" && x != y)
            return false;
    }
    return !one.more() && !other.more();
}

}  // namespace

reach::reach(const pattern& p, const vocabulary& known) : part_(&p), events_(known.events().size())
{
    std::size_t carriers = 0;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        const auto& names = known.events()[i];
        events_[i] = applies(p, names);
        count_ += events_[i] ? 1U : 0U;
        if (events::has_type_id(names.class_name) && names.type_id.empty()) {
            ++carriers;
            taken += events_[i] ? 1U : 0U;
        }
    }
    any_type_id_ = carriers > 0 && taken == carriers;
    type_ids_ = known.may_be_type_id(p.text) && (p.has_wildcard() || count_ == 0);
}

bool reach::covers_type_ids(const reach& other) const
{
    return any_type_id_ || (type_ids_ && includes(part_->text, other.part_->text));
}

bool reach::covers(const reach& other) const
{
    for (std::size_t i = 0; i < events_.size(); ++i)
        if (other.events_[i] && !events_[i])
            return false;
    return !other.type_ids_ || covers_type_ids(other);
}

bool reach::meets(const reach& other) const
{
    for (std::size_t i = 0; i < events_.size(); ++i)
        if (other.events_[i] && events_[i])
            return true;
    if (type_ids_ && other.type_ids_)
        return overlap(part_->text, other.part_->text);
    const auto takes_some = [](const reach& r) {
        return r.any_type_id_ || r.part_->text == "ex" || r.part_->text == "extended" ||
               events::has_type_id(r.part_->text);
    };
    return (type_ids_ && takes_some(other)) || (other.type_ids_ && takes_some(*this));
}

}  // namespace vcenter_connector::routing
