// What somebody meant who wrote a name that there is not.
#include "tokens.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/routing/vocabulary.hpp"

#include <algorithm>
#include <set>

namespace vcenter_connector::routing {
namespace {

constexpr std::string_view suffix = "event";

bool is_capital(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}

// Small letters and digits alone, without "event" at the end: `VM_Powered_On` and `VmPoweredOnEvent` are one.
std::string squashed(std::string_view name)
{
    std::string out;
    for (const char c : name)
        if (is_capital(c))
            out += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += c;
    if (out.size() > suffix.size() && out.ends_with(suffix))
        out.resize(out.size() - suffix.size());
    return out;
}

bool is_class_like(std::string_view name) noexcept
{
    return !name.empty() && is_capital(name[0]) && name.find_first_of("._-/ ") == std::string_view::npos;
}

// As written like a class or like a topic.
std::set<std::string_view> candidates(const std::vector<events::event_names>& all, bool classes)
{
    std::set<std::string_view> out;
    for (const auto& each : all) {
        if (classes) {
            out.insert(each.class_name);
            out.insert(each.ancestors.begin(), each.ancestors.end());
        } else {
            out.insert(each.topic);
            if (!each.type_id.empty())
                out.insert(each.type_id);
        }
    }
    return out;
}

std::string nearest_of(std::string_view wrong, const std::set<std::string_view>& known)
{
    const auto wanted = squashed(wrong);
    const auto same = std::find_if(known.begin(), known.end(),
                                   [&](std::string_view each) { return squashed(each) == wanted; });
    if (same != known.end())
        return std::string(*same);
    const std::vector<std::string_view> list(known.begin(), known.end());
    return std::string(base::nearest(wrong, list));
}

std::vector<std::string_view> tokens_of(std::string_view name)
{
    std::vector<std::string_view> out;
    for (tokens rest(name); rest.more();)
        out.push_back(rest.next());
    return out;
}

// `wrong` with the tokens of `name` in place of its own ones; empty where they cannot stand there.
std::string projected(const std::vector<std::string_view>& wrong, std::string_view name)
{
    const auto right = tokens_of(name);
    const bool open = wrong.back() == ">";
    if (open ? right.size() < wrong.size() : right.size() != wrong.size())
        return {};
    std::string out;
    for (std::size_t i = 0; i < wrong.size(); ++i)
        out.append(i > 0 ? "." : "").append(wrong[i] == "*" || wrong[i] == ">" ? wrong[i] : right[i]);
    return out;
}

std::string nearest_pattern(std::string_view wrong, const std::set<std::string_view>& names)
{
    const auto wanted = tokens_of(wrong);
    std::set<std::string> patterns;
    for (const auto name : names)
        if (auto pattern = projected(wanted, name); !pattern.empty())
            patterns.insert(std::move(pattern));
    return nearest_of(wrong, {patterns.begin(), patterns.end()});
}

}  // namespace

std::string vocabulary::nearest(std::string_view wrong) const
{
    if (wrong.find_first_of("*>") != std::string_view::npos)
        return nearest_pattern(wrong, candidates(events_, false));
    const bool classes = is_class_like(wrong);
    auto found = nearest_of(wrong, candidates(events_, classes));
    return !found.empty() ? found : nearest_of(wrong, candidates(events_, !classes));
}

}  // namespace vcenter_connector::routing
