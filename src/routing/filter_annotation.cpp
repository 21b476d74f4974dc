#include "filter_annotation.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/attributes.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::routing {
namespace {

constexpr std::size_t shown = 200;

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

bool in_word(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Behind the string that begins at `at`.
std::size_t after_string(std::string_view text, std::size_t at) noexcept
{
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != quote; ++at)
        if (text[at] == '\\')
            ++at;
    return at + 1;
}

// Where a word stands first outside of strings, in characters from 1; 0 when it does not.
std::size_t column_of(std::string_view word, std::string_view text) noexcept
{
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\'' || text[at] == '"') {
            at = after_string(text, at);
            continue;
        }
        auto end = at;
        while (end < text.size() && in_word(text[end]))
            ++end;
        if (end > at && base::iequals(text.substr(at, end - at), word))
            return 1 + base::character_count(text.substr(0, at));
        at = std::max(end, at + 1);
    }
    return 0;
}

// An attribute that no event has is an error for every event: such a filter can pass only where the name does
// not decide.
void check_attributes(const cesql::expression& e, const annotation_mistake& of, function& f)
{
    if (e.attribute_names().empty())
        return;
    static const auto known = known_attributes();
    for (const auto& name : e.attribute_names()) {
        if (std::find(known.begin(), known.end(), name) != known.end())
            continue;
        auto mistake = of;
        mistake.reason = "no event has an attribute \"" + base::printable(name, 60) + "\"";
        mistake.expected = expected_for(name, known);
        mistake.column = column_of(name, f.filter.text());
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
        f.mistakes.push_back(mistake);
    }
}

}  // namespace vcenter_connector::routing
