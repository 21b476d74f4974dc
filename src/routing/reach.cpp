#include "reach.hpp"

#include <algorithm>
#include <string_view>

namespace vcenter_connector::routing {
namespace {

std::string_view first_token(std::string_view text) noexcept
{
    return text.substr(0, text.find('.'));
}

std::string_view without_first(std::string_view text) noexcept
{
    const auto dot = text.find('.');
    return dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
}

// Whether every name that `narrow` matches is matched by `wide`; both well-formed.
bool includes(std::string_view wide, std::string_view narrow) noexcept
{
    while (!wide.empty() && !narrow.empty()) {
        const auto w = first_token(wide);
        const auto n = first_token(narrow);
        if (w == ">")
            return true;
        if (n == ">" || (w != "*" && w != n))
            return false;
        wide = without_first(wide);
        narrow = without_first(narrow);
    }
    return wide.empty() && narrow.empty();
}

// Whether there can be a name that both match.
bool overlap(std::string_view a, std::string_view b) noexcept
{
    while (!a.empty() && !b.empty()) {
        const auto x = first_token(a);
        const auto y = first_token(b);
        if (x == ">" || y == ">")
            return true;
        if (x != "*" && y != "*" && x != y)
            return false;
        a = without_first(a);
        b = without_first(b);
    }
    return a.empty() && b.empty();
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
