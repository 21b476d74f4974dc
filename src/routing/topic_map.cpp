#include "vcenter_connector/routing/topic_map.hpp"

#include "subscription_index.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace vcenter_connector::routing {
namespace {

using function_identity = std::pair<std::string_view, std::string_view>;

function_identity identity(const function& f) noexcept
{
    return {f.name_space, f.name};
}

std::shared_ptr<const subscription_index> make_index(const std::vector<function>& functions)
{
    auto index = std::make_shared<subscription_index>();
    for (std::uint32_t i = 0; i < functions.size(); ++i)
        for (const auto& each : functions[i].patterns)
            if (!each.takes_away)
                index->add(each, i);
    return index;
}

bool takes_away(const function& f, const events::event_names& names) noexcept
{
    return std::any_of(f.patterns.begin(), f.patterns.end(),
                       [&names](const pattern& p) { return p.takes_away && applies(p, names); });
}

// Why the filter holds an event back; empty when it passes.
std::optional<held_back> judge(const function& f, const cesql::attributes& of)
{
    const auto* expression = f.filter.expression();
    if (!expression)
        return held_back{&f};
    auto outcome = expression->evaluate(of);
    if (outcome.passes())
        return std::nullopt;
    return held_back{&f, std::move(outcome)};
}

}  // namespace

topic_map::topic_map(std::vector<function> functions, std::vector<std::string> unread)
    : functions_(std::move(functions)), unread_(std::move(unread))
{
    std::stable_sort(functions_.begin(), functions_.end(),
                     [](const function& a, const function& b) { return identity(a) < identity(b); });
    const auto end =
        std::unique(functions_.begin(), functions_.end(),
                    [](const function& a, const function& b) { return identity(a) == identity(b); });
    functions_.erase(end, functions_.end());
    index_ = make_index(functions_);
}

std::vector<const function*> topic_map::match(const events::event_names& names) const
{
    std::vector<std::uint32_t> indices;
    index_->find(names, indices);
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());

    std::vector<const function*> matched;
    matched.reserve(indices.size());
    for (const auto index : indices)
        if (!takes_away(functions_[index], names))
            matched.push_back(&functions_[index]);
    return matched;
}

std::vector<const function*> topic_map::match(const events::event_names& names, const cesql::attributes& of,
                                              std::vector<held_back>* held) const
{
    auto matched = match(names);
    std::erase_if(matched, [&of, held](const function* f) {
        if (!f->filter.given())
            return false;
        auto why = judge(*f, of);
        if (why && held)
            held->push_back(std::move(*why));
        return why.has_value();
    });
    return matched;
}

bool topic_map::contains(std::string_view name, std::string_view name_space) const noexcept
{
    return find(name, name_space) != nullptr ||
           std::find(unread_.begin(), unread_.end(), name_space) != unread_.end();
}

const function* topic_map::find(std::string_view name, std::string_view name_space) const noexcept
{
    const function_identity wanted(name_space, name);
    const auto found =
        std::lower_bound(functions_.begin(), functions_.end(), wanted,
                         [](const function& f, const function_identity& key) { return identity(f) < key; });
    return found != functions_.end() && identity(*found) == wanted ? &*found : nullptr;
}

std::size_t topic_map::subscribed() const noexcept
{
    return static_cast<std::size_t>(std::count_if(functions_.begin(), functions_.end(),
                                                  [](const function& f) { return f.subscribed(); }));
}

std::size_t topic_map::topics() const noexcept
{
    return index_->patterns();
}

std::string reason_of(const held_back& held)
{
    if (!held.because)
        return "the filter is invalid";
    if (held.because->errors.empty())
        return held.because->value == cesql::value(false) ? "the filter is false"
                                                          : "the filter is neither true nor false";
    std::string reason;
    for (const auto& each : held.because->errors)
        reason.append(reason.empty() ? "" : "; ").append(name_of(each.kind)).append(": ").append(each.detail);
    return base::printable(reason, 400);
}

}  // namespace vcenter_connector::routing
