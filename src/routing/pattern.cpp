#include "vcenter_connector/routing/pattern.hpp"

#include "tokens.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace vcenter_connector::routing {
namespace {

constexpr std::string_view wildcards = "*>";

bool is_wildcard(std::string_view token) noexcept
{
    return token == "*" || token == ">";
}

bool matches_tokens(std::string_view pattern, std::string_view name) noexcept
{
    tokens wanted(pattern);
    tokens given(name);
    while (wanted.more() && given.more()) {
        const auto want = wanted.next();
        if (want == ">" && !wanted.more())
            return true;
        if (const auto token = given.next(); want != "*" && want != token)
            return false;
    }
    return !wanted.more() && !given.more();
}

std::string fault_of_token(std::string_view token, bool last)
{
    if (token.empty())
        return "has nothing between two dots, or a dot at an end";
    if (token == ">" && !last)
        return "has a '>' that is not the last token";
    if (!is_wildcard(token) && token.find_first_of(wildcards) != std::string_view::npos)
        return "has a '*' or '>' within a token; a wildcard stands for whole tokens";
    return {};
}

pattern read_pattern(std::string_view part, std::size_t column)
{
    if (!part.starts_with('!'))
        return {std::string(part), false, column};
    return {std::string(base::trim(part.substr(1))), true, column};
}

}  // namespace

bool pattern::has_wildcard() const noexcept
{
    return text.find_first_of(wildcards) != std::string::npos;
}

std::string written(const pattern& p)
{
    return p.takes_away ? "!" + p.text : p.text;
}

std::string fault_of(const pattern& p)
{
    if (p.text.empty())
        return "names nothing";
    if (p.text.find('!') != std::string::npos)
        return "has a '!' that is not its beginning";
    tokens rest(p.text);
    while (rest.more()) {
        const auto token = rest.next();
        if (auto fault = fault_of_token(token, !rest.more()); !fault.empty())
            return fault;
    }
    return {};
}

std::vector<pattern> read_patterns(std::string_view annotation)
{
    std::vector<pattern> patterns;
    std::unordered_set<std::string> seen;
    std::size_t counted = 0;  // up to where `column` has come
    std::size_t column = 1;
    for (std::size_t begin = 0; begin <= annotation.size();) {
        const auto end = std::min(annotation.find(',', begin), annotation.size());
        const auto part = base::trim(annotation.substr(begin, end - begin));
        begin = end + 1;
        if (part.empty())
            continue;
        const auto offset = static_cast<std::size_t>(part.data() - annotation.data());
        column += base::character_count(annotation.substr(counted, offset - counted));
        counted = offset;
        auto read = read_pattern(part, column);
        if (seen.insert(written(read)).second)
            patterns.push_back(std::move(read));
    }
    return patterns;
}

bool applies(const pattern& p, const events::event_names& names) noexcept
{
    const auto same = [&p](std::string_view name) { return !name.empty() && name == p.text; };
    if (!p.has_wildcard()) {
        const auto all = names.all();
        return std::any_of(all.begin(), all.end(), same) ||
               std::any_of(names.ancestors.begin(), names.ancestors.end(), same);
    }
    const auto dotted = names.dotted();
    return std::any_of(dotted.begin(), dotted.end(),
                       [&p](std::string_view name) { return !name.empty() && matches_tokens(p.text, name); });
}

bool ask_for(const std::vector<pattern>& patterns, const events::event_names& names) noexcept
{
    bool asked = false;
    for (const auto& each : patterns) {
        if (asked && !each.takes_away)
            continue;
        if (!applies(each, names))
            continue;
        if (each.takes_away)
            return false;
        asked = true;
    }
    return asked;
}

}  // namespace vcenter_connector::routing
