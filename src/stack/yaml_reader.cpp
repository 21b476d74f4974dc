#include "yaml_reader.hpp"

#include <set>
#include <sstream>
#include <utility>

namespace vcenter_connector::stack {

std::optional<YAML::Node> yaml_reader::load(const std::string& text)
{
    std::istringstream stream(text);
    lines_.clear();
    for (std::string line; std::getline(stream, line);)
        lines_.push_back(std::move(line));
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
    std::set<std::string> seen;
    for (const auto& item : node) {
        const auto key = text(item.first, "a key of " + what);
        if (!seen.insert(key).second)
            mistake(item.first, "'" + key + "' is there twice in " + what);
        else
            visit(key, item.first, item.second);
    }
}

std::string yaml_reader::text(const YAML::Node& node, const std::string& what)
{
    if (node.IsNull())
        return {};
    if (!node.IsScalar()) {
        mistake(node, what + " has to be a single value");
        return {};
    }
    return node.Scalar();
}

located yaml_reader::value(const YAML::Node& at, const YAML::Node& node, const std::string& what,
                           bool quietly)
{
    auto read = quietly && !node.IsScalar() ? std::string() : text(node, what);
    return {std::move(read), place_of(node), place_of(at), first_column_of(node)};
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

int yaml_reader::first_column_of(const YAML::Node& node) const
{
    const auto mark = node.Mark();
    if (!node.IsScalar() || mark.is_null() || static_cast<std::size_t>(mark.line) >= lines_.size())
        return 0;
    const auto& line = lines_[static_cast<std::size_t>(mark.line)];
    const auto& written = node.Scalar();
    const auto at = static_cast<std::size_t>(mark.column);
    for (const auto start : {at, at + 1})  // a quoted one begins behind its quote
        if (start < line.size() && line.compare(start, written.size(), written) == 0)
            return static_cast<int>(start) + 1;
    return 0;
}

std::vector<located> yaml_reader::list(const YAML::Node& node, const std::string& what)
{
    std::vector<located> out;
    if (node.IsScalar())
        out.push_back({node.Scalar(), place_of(node)});
    else if (node.IsSequence())
        for (const auto& item : node)
            out.push_back({text(item, "an entry of " + what), place_of(item)});
    else if (!node.IsNull())
        mistake(node, what + " has to be a list, with '- value' on each line");
    return out;
}

}  // namespace vcenter_connector::stack
