#include "yaml_reader.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::stack {
namespace {

constexpr std::size_t most_merged = 100;  // maps in one
constexpr char quoted_tag[] = "!";        // yaml-cpp's, of a scalar in quotes

// In bytes; far more than a file without aliases needs, whose entries have two bytes at least.
constexpr std::size_t entry_cost = 64;
constexpr std::size_t budget_per_byte = 34;
constexpr std::size_t fixed_budget = std::size_t{16} << 20U;

}  // namespace

std::optional<YAML::Node> yaml_reader::load(const std::string& text)
{
    lines_ = text_lines(text);
    budget_ = fixed_budget + text.size() * budget_per_byte;
    try {
        auto root = YAML::Load(text);
        return root.IsNull() ? YAML::Node(YAML::NodeType::Map) : root;
    } catch (const YAML::Exception& e) {
        mistake(place_of(e.mark), "this is not YAML: " + e.msg);
        return std::nullopt;
    }
}

void yaml_reader::each(const YAML::Node& node, const std::string& what, const entry& visit)
{
    if (node.IsNull())
        return;
    if (!node.IsMap())
        return mistake(node, what + " has to be a map, with 'name: value' on each line");
    map_walk walk{what, visit, {}, {}};
    take_map(node, walk);
}

// What stands in a map itself counts more than what it merges, and what is merged first more than the rest.
void yaml_reader::take_map(const YAML::Node& map, map_walk& walk)
{
    const auto same = [&](const YAML::Node& taken) { return taken.is(map); };
    if (walk.maps.size() > most_merged || std::any_of(walk.maps.begin(), walk.maps.end(), same))
        return;
    walk.maps.push_back(map);
    if (walk.maps.size() > most_merged)
        return mistake(map, walk.what + " merges more than " + std::to_string(most_merged) + " maps by <<");
    std::set<std::string> own;
    std::vector<merge> merges;
    for (const auto& item : map) {
        if (!spend(item.first, entry_cost))
            return;
        const auto key = text(item.first, "a key of " + walk.what);
        if (!own.insert(key).second)
            mistake(item.first, "'" + key + "' is there twice in " + walk.what);
        else if (key == "<<" && item.first.Tag() != quoted_tag)
            merges.push_back({item.first, item.second});
        else if (walk.seen.insert(key).second)
            walk.visit(key, item.first, item.second);
    }
    for (const auto& [at, value] : merges)
        take_merge(at, value, walk);
}

void yaml_reader::take_merge(const YAML::Node& at, const YAML::Node& value, map_walk& walk)
{
    if (value.IsMap())
        return take_map(value, walk);
    const auto not_a_map = [](const YAML::Node& each) { return !each.IsMap(); };
    if (!value.IsSequence() || std::any_of(value.begin(), value.end(), not_a_map))
        return mistake(at, "<< takes a map or a list of maps, such as <<: *name");
    for (const auto& each : value)
        if (spend(each, entry_cost))
            take_map(each, walk);
}

// Aliases can make a small file stand for an endless one.
bool yaml_reader::spend(const YAML::Node& at, std::size_t cost)
{
    if (cost <= budget_) {
        budget_ -= cost;
        return true;
    }
    if (!spent_)
        mistake(at, "the aliases of this file stand for more than can be read");
    spent_ = true;
    budget_ = 0;
    return false;
}

std::string yaml_reader::text(const YAML::Node& node, const std::string& what)
{
    if (node.IsNull())
        return {};
    if (!node.IsScalar()) {
        mistake(node, what + " has to be a single value");
        return {};
    }
    return spend(node, node.Scalar().size()) ? node.Scalar() : std::string();
}

located yaml_reader::value(const YAML::Node& at, const YAML::Node& node, const std::string& what,
                           bool quietly)
{
    auto read = quietly && !node.IsScalar() ? std::string() : text(node, what);
    const bool single = node.IsScalar() || node.IsNull();
    return {std::move(read), place_of(at, node), place_of(at), first_column_of(node), single};
}

located_map yaml_reader::map(const YAML::Node& node, const std::string& what)
{
    located_map out;
    each(node, what, [&](const std::string& key, const YAML::Node& at, const YAML::Node& each_value) {
        out[key] = value(at, each_value, what + "." + key);
    });
    return out;
}

located_map yaml_reader::variables(const YAML::Node& node, const std::string& what)
{
    auto out = map(node, what);
    for (const auto& [key, read] : out)
        if (key.empty() || key.find('=') != std::string::npos ||
            (key + read.value).find('\0') != std::string::npos)
            mistake(read.named_at, "'" + key + "' cannot be a name in " + what);
    return out;
}

place yaml_reader::place_of(const YAML::Mark& mark) const
{
    if (mark.is_null())
        return place{file_};
    return {file_, mark.line + 1,
            lines_.column(static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column))};
}

int yaml_reader::first_column_of(const YAML::Node& node) const
{
    const auto mark = node.Mark();
    if (!node.IsScalar() || mark.is_null())
        return 0;
    const auto number = static_cast<std::size_t>(mark.line);
    const auto line = lines_.line(number);
    const auto& written = node.Scalar();
    const auto at = static_cast<std::size_t>(mark.column);
    for (const auto start : {at, at + 1})  // a quoted one begins behind its quote
        if (start < line.size() && line.substr(start).starts_with(written))
            return lines_.column(number, start);
    return 0;
}

std::vector<located> yaml_reader::list(const YAML::Node& node, const std::string& what)
{
    std::vector<located> out;
    if (node.IsScalar())
        out.push_back({node.Scalar(), place_of(node)});
    else if (node.IsSequence())
        for (const auto& item : node)
            out.push_back({text(item, "an entry of " + what), place_of(node, item)});
    else if (!node.IsNull())
        mistake(node, what + " has to be a list, with '- value' on each line");
    return out;
}

}  // namespace vcenter_connector::stack
