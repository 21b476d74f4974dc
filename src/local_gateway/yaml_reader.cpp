#include "yaml_reader.hpp"

#include <set>
#include <utility>

namespace vcenter_connector::local_gateway {

std::optional<YAML::Node> yaml_reader::load(const std::string& text)
{
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

std::map<std::string, located> yaml_reader::located_map(const YAML::Node& node, const std::string& what)
{
    std::map<std::string, located> out;
    each(node, what, [&](const std::string& key, const YAML::Node& at, const YAML::Node& value) {
        auto read = text(value, what + "." + key);
        if (key.empty() || key.find('=') != std::string::npos || (key + read).find('\0') != std::string::npos)
            mistake(at, "'" + key + "' cannot be a name in " + what);
        out[key] = {std::move(read), place_of(value)};
    });
    return out;
}

text_map yaml_reader::map(const YAML::Node& node, const std::string& what)
{
    text_map out;
    each(node, what, [&](const std::string& key, const YAML::Node&, const YAML::Node& value) {
        out[key] = text(value, what + "." + key);
    });
    return out;
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

}  // namespace vcenter_connector::local_gateway
