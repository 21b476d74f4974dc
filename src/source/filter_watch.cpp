#include "filter_watch.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::source {
namespace {

constexpr std::size_t most_remembered = 10'000;
constexpr std::size_t shown = 200;

bool fails(const routing::held_back& held)
{
    return held.because &&
           std::any_of(held.because->errors.begin(), held.because->errors.end(),
                       [](const auto& error) { return error.kind != cesql::error_kind::missing_attribute; });
}

}  // namespace

void filter_watch::look_at(const routing::held_back& held, const std::string& event)
{
    if (!fails(held))
        return;
    auto function = store::function_name{held.by->name, held.by->name_space}.qualified();
    std::string filter(held.by->filter.text());
    if (reported_.size() >= most_remembered || !reported_.insert(function + " " + filter).second)
        return;
    log_.warn("A filter cannot be evaluated for an event, and holds it back; said once for each filter",
              {{"function", std::move(function)},
               {"filter", base::printable(filter, shown)},
               {"event", event},
               {"reason", routing::reason_of(held)}});
}

}  // namespace vcenter_connector::source
