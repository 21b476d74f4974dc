#include "subscription_index.hpp"

namespace vcenter_connector::routing {

void subscription_index::add(const pattern& p, std::uint32_t who)
{
    if (p.has_wildcard())
        by_tokens_.add(p.text, who);
    else
        by_name_[p.text].push_back(who);
}

void subscription_index::find(const events::event_names& names, std::vector<std::uint32_t>& found) const
{
    for (const auto name : names.all())
        find_name(name, found);
    for (const auto ancestor : names.ancestors)
        find_name(ancestor, found);
    for (const auto name : names.dotted())
        by_tokens_.find(name, found);
}

void subscription_index::find_name(std::string_view name, std::vector<std::uint32_t>& found) const
{
    if (name.empty())
        return;
    if (const auto at = by_name_.find(name); at != by_name_.end())
        found.insert(found.end(), at->second.begin(), at->second.end());
}

}  // namespace vcenter_connector::routing
