// Reading YAML with the place of every mistake. Private to src/stack.
#pragma once

#include "vcenter_connector/stack/stack.hpp"

#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::stack {

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
    /// A value of several ones counts as empty when `quietly`, and is a mistake otherwise.
    located value(const YAML::Node& at, const YAML::Node& node, const std::string& what,
                  bool quietly = false);
    located_map map(const YAML::Node& node, const std::string& what);
    /// A map whose names can be those of environment variables.
    located_map variables(const YAML::Node& node, const std::string& what);
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

    /// Column of the first character of a scalar when the text has it as it is in one line, else 0.
    int first_column_of(const YAML::Node& node) const;

    const std::string& file_;
    problems& found_;
    std::vector<std::string> lines_;
};

}  // namespace vcenter_connector::stack
