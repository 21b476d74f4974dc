#include "filter_annotation.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/attributes.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::routing {
namespace {

constexpr std::size_t shown = 200;
constexpr std::size_t most_reported = 20;  // attributes of one filter

std::vector<std::string_view> known_attributes()
{
    std::vector<std::string_view> names;
    for (const auto& row : events::attribute_table())
        names.push_back(row.name);
    return names;
}

std::string expected_for(std::string_view name, const std::vector<std::string_view>& known)
{
    const auto near = base::nearest(name, known);
    return near.empty() ? "an attribute of docs/filters.md" : std::string(near);
}

// An attribute that no event has is an error for every event: such a filter can pass only where the name does
// not decide.
void check_attributes(const cesql::expression& e, const annotation_mistake& of, function& f)
{
    if (e.attribute_names().empty())
        return;
    static const auto known = known_attributes();
    std::size_t reported = 0;
    for (const auto& [name, column] : e.attribute_names()) {
        if (std::find(known.begin(), known.end(), name) != known.end() || ++reported > most_reported)
            continue;
        auto mistake = of;
        mistake.reason = "no event has an attribute \"" + base::printable(name, 60) + "\"";
        mistake.expected = expected_for(name, known);
        mistake.column = column;
        f.mistakes.push_back(std::move(mistake));
    }
}

}  // namespace

void read_filter(std::string_view name, std::string_view value, function& f, filter_cache* filters)
{
    f.filter = filters ? filters->get(value) : filter(value);
    annotation_mistake mistake{std::string(name), base::printable(value, shown), {}, {}};
    if (const auto* fault = f.filter.fault()) {
        mistake.reason = fault->text;
        mistake.expected = "a CloudEvents SQL expression, see docs/filters.md";
        mistake.effect = mistake_effect::gets_nothing;
        mistake.column = fault->column;
        f.mistakes.push_back(std::move(mistake));
        return;
    }
    mistake.effect = mistake_effect::taken_as_written;
    check_attributes(*f.filter.expression(), mistake, f);
    for (const auto& advice : f.filter.expression()->advice()) {
        mistake.reason = advice.text;
        mistake.column = advice.column;
        mistake.effect = advice.none_passes ? mistake_effect::gets_nothing : mistake_effect::taken_as_written;
        f.mistakes.push_back(mistake);
    }
}

}  // namespace vcenter_connector::routing
