// Reading YAML with the place of every mistake. Private to src/local_gateway.
#pragma once

#include "vcenter_connector/local_gateway/stack.hpp"

#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::local_gateway {

/// Reads nodes of one file; what is wrong goes to the list given, and reading goes on.
class yaml_reader {
public:
    /// Both must outlive the reader.
    yaml_reader(const std::string& file, problems& found) : file_(file), found_(found) {}

    /// Nothing when it is not YAML; an empty file is an empty map.
    std::optional<YAML::Node> load(const std::string& text);

    using entry = std::function<void(const std::string& key, const YAML::Node& at, const YAML::Node& value)>;
    /// Calls `visit` for each entry of a map; a missing value (`key:`) is no entry at all. `what` is for
    /// messages.
    void each(const YAML::Node& node, const std::string& what, const entry& visit);

    /// A scalar as written; empty for a missing value.
    std::string text(const YAML::Node& node, const std::string& what);
    std::map<std::string, located> located_map(const YAML::Node& node, const std::string& what);
    text_map map(const YAML::Node& node, const std::string& what);
    /// A list of scalars; a single scalar is a list of one.
    std::vector<located> list(const YAML::Node& node, const std::string& what);

    place place_of(const YAML::Node& node) const { return place_of(node.Mark()); }
    void mistake(const YAML::Node& node, std::string text) { mistake(place_of(node), std::move(text)); }
    void mistake(place where, std::string text) { found_.push_back({std::move(where), std::move(text)}); }
    void warn(const YAML::Node& node, std::string text)
    {
        found_.push_back({place_of(node), std::move(text), true});
    }

private:
    place place_of(const YAML::Mark& mark) const
    {
        return mark.is_null() ? place{file_} : place{file_, mark.line + 1, mark.column + 1};
    }

    const std::string& file_;
    problems& found_;
};

}  // namespace vcenter_connector::local_gateway
