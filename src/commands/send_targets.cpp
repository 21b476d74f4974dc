#include "send_targets.hpp"

#include "find_function.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/attributes.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/routing/topic_map.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::commands {
namespace {

std::string shown(const routing::function& f)
{
    return base::printable(store::function_name{f.name, f.name_space}.qualified(), 200);
}

std::string called(const events::event_names& names)
{
    auto text = names.type_id.empty() ? names.topic : names.type_id;
    return base::printable(text, 200);
}

base::failure nobody(const std::vector<routing::function>& all, const events::event_names& names,
                     const std::vector<std::string>& remarks)
{
    const auto subscribed =
        std::count_if(all.begin(), all.end(), [](const routing::function& f) { return f.subscribed(); });
    std::string text = "no function gets " + called(names) + ": ";
    if (all.empty())
        text += "the gateway has no functions";
    else if (remarks.empty())
        text += "none of " + std::to_string(subscribed) +
                " that ask for events asks for this one; it answers to " + base::printable(names.topic) +
                ", " + base::printable(names.class_name) +
                (names.type_id.empty() ? "" : ", " + base::printable(names.type_id));
    else
        text += "those that ask for it hold it back";
    return {base::errc::invalid_argument, text};
}

}  // namespace

base::result<send_targets> targets_of(const vsphere::event& event, const events::event_origin& origin,
                                      const std::vector<routing::function>& all, const std::string& name)
{
    send_targets out;
    const auto names = events::names_of(event);
    auto candidates = all;
    if (!name.empty()) {
        auto found = find_function(all, name);
        if (!found)
            return found.error();
        candidates = {*found};
        out.functions = candidates;
    }
    const routing::topic_map map(std::move(candidates));
    std::vector<routing::held_back> held;
    const auto matching = map.match(names, events::event_attributes(event, origin), &held);
    for (const auto& each : held)
        out.remarks.push_back(shown(*each.by) + ": its filter holds the event back: " + reason_of(each));
    if (!name.empty() && matching.empty() && held.empty())
        out.remarks.push_back(shown(out.functions.front()) + " does not ask for " + called(names) +
                              "; it is invoked because -function names it");
    if (!name.empty())
        return out;
    for (const auto* each : matching)
        out.functions.push_back(*each);
    if (!out.functions.empty())
        return out;
    auto why = nobody(all, names, out.remarks);
    for (const auto& each : out.remarks)
        why.detail += "\n  " + each;
    return why;
}

}  // namespace vcenter_connector::commands
