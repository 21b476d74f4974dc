#include "list_troubles.hpp"

#include <algorithm>

namespace vcenter_connector::gateway {
namespace {

bool knows(const routing::topic_map* map, const std::string& name_space)
{
    return map != nullptr &&
           std::any_of(map->functions().begin(), map->functions().end(),
                       [&](const routing::function& f) { return f.name_space == name_space; });
}

std::string cure_for_namespace(const base::failure& why)
{
    if (why.is(base::errc::http_status) || why.is(base::errc::unauthorized))
        return "let the gateway list that namespace (its Role), or take the namespace's label for OpenFaaS "
               "away";
    return cure_for(why);
}

}  // namespace

void list_troubles::report(const function_list& list, const routing::topic_map* before, base::log& log)
{
    report_unread(list, before, log);
    report_nameless(list, log);
}

void list_troubles::report_unread(const function_list& list, const routing::topic_map* before, base::log& log)
{
    for (const auto& [name, why] : list.unread)
        if (unread_[name].insert(why.code.message()).second)
            log.warn(knows(before, name)
                         ? "The functions of a namespace cannot be read; its last list stays in force"
                         : "The functions of a namespace cannot be read; they get no event until they can be",
                     {{"namespace", name}, {"error", why.message()}, {"cure", cure_for_namespace(why)}});
    for (const auto& name : list.read)
        if (unread_.erase(name) > 0)
            log.info("The functions of the namespace can be read again", {{"namespace", name}});
    std::erase_if(unread_, [&list](const auto& told) {  // the gateway no longer has it
        return std::none_of(list.unread.begin(), list.unread.end(),
                            [&told](const unread_namespace& each) { return each.name == told.first; });
    });
}

void list_troubles::report_nameless(const function_list& list, base::log& log)
{
    std::set<std::string> now(list.nameless.begin(), list.nameless.end());
    for (const auto& each : now)
        if (!nameless_.contains(each))
            log.warn("Entries of the gateway's function list have no name and are left out; the others count",
                     {{"request", each},
                      {"cure", "look at the answer with curl; report it to the gateway's maker"}});
    for (const auto& each : nameless_)
        if (!now.contains(each))
            log.info("Every entry of the gateway's function list has a name again", {{"request", each}});
    nameless_ = std::move(now);
}

}  // namespace vcenter_connector::gateway
