#include "vcenter_connector/routing/vocabulary.hpp"

#include "vcenter_connector/events/names.hpp"
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

}  // namespace

vocabulary::vocabulary()
{
    for (std::size_t i = 0; i < vsphere::event_class_count(); ++i)
        events_.push_back(events::names_of_kind(std::string(vsphere::event_class_at(i).name()), {}));
}

vocabulary::vocabulary(std::vector<events::event_names> catalogue) : complete_(true)
{
    std::set<std::pair<std::string, std::string>> seen;
    for (auto& each : catalogue)
        if (seen.emplace(each.class_name, each.type_id).second)
            events_.push_back(std::move(each));
}

const events::event_names* vocabulary::find(std::string_view name) const noexcept
{
    const auto found = std::find_if(events_.begin(), events_.end(), [name](const events::event_names& each) {
        return each.topic == name || each.class_name == name || (!name.empty() && each.type_id == name);
    });
    return found == events_.end() ? nullptr : &*found;
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
