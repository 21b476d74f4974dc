#include "vcenter_connector/routing/vocabulary.hpp"

#include "vcenter_connector/vsphere/class_table.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace vcenter_connector::routing {
namespace {

// How EventTypeIds begin: com.vmware.vc.ha.*, esx.problem.*, vim.event.*, vprob.*, hbr.primary.*, ad.event.*
constexpr std::array<std::string_view, 22> beginnings{
    "com", "org",  "net", "io", "de",   "uk",  "eu",  "fr",  "esx", "vim",  "vprob",
    "hbr", "vsan", "ad",  "vc", "vcha", "vob", "nsx", "fdm", "dvs", "spbm", "imagebuilder"};

vsphere::event event_of(std::string_view class_name, std::string_view type_id)
{
    vsphere::element_tree::builder tree;
    tree.open("event", class_name, "");
    if (!type_id.empty()) {
        tree.open("eventTypeId", "", type_id);
        tree.close();
    }
    tree.close();
    vsphere::event event;
    event.class_name = class_name;
    event.tree = tree.finish();
    return event;
}

}  // namespace

vocabulary::vocabulary()
{
    for (std::size_t i = 0; i < vsphere::event_class_count(); ++i)
        add(vsphere::event_class_at(i).name(), {});
}

vocabulary::vocabulary(const std::vector<sendable>& catalogue) : complete_(true)
{
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const auto& each : catalogue)
        if (seen.insert({each.class_name, each.type_id}).second)
            add(each.class_name, each.type_id);
}

void vocabulary::add(std::string_view class_name, std::string_view type_id)
{
    events_.push_back(events::names_of(event_of(class_name, type_id)));
}

bool vocabulary::may_be_type_id(std::string_view name) const noexcept
{
    const auto dot = name.find('.');
    const auto first = name.substr(0, dot);
    if (complete_)
        return false;
    if (first == "*" || first == ">")
        return true;
    return dot != std::string_view::npos &&
           std::find(beginnings.begin(), beginnings.end(), first) != beginnings.end();
}

}  // namespace vcenter_connector::routing
