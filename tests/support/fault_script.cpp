#include "support/fault_script.hpp"

namespace vcenter_connector::test {

fault_script::rule fault_script::when(std::string label)
{
    return {*this, std::move(label)};
}

void fault_script::clear()
{
    const std::lock_guard lock(mutex_);
    entries_.clear();
}

std::optional<fault> fault_script::meet(std::string_view label)
{
    const std::lock_guard lock(mutex_);
    std::optional<test::fault> met;
    for (auto& each : entries_) {
        if (!each.label.empty() && each.label != label)
            continue;
        ++each.seen;
        if (each.seen >= each.first && each.seen <= each.last)
            met = each.what;
    }
    return met;
}

void fault_script::rule::fault(test::fault what)
{
    const std::lock_guard lock(script_.mutex_);
    script_.entries_.push_back({std::move(label_), first_, last_, std::move(what), 0});
}

}  // namespace vcenter_connector::test
