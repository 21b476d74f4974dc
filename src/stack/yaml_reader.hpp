// Reading YAML with the place of every mistake. Private to src/stack.
#pragma once

#include "text_lines.hpp"
#include "vcenter_connector/stack/stack.hpp"

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
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
    /// Calls `visit` for each entry of a map, those included that it merges by `<<`, with the place where
    /// they are written; a missing value (`key:`) is no entry at all. `what` is for messages.
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
    /// The place of a value, or of its key where there is none: YAML has the next token's then.
    place place_of(const YAML::Node& key, const YAML::Node& value) const
    {
        return place_of(value.IsNull() ? key : value);
    }
    void mistake(const YAML::Node& node, std::string text) { mistake(place_of(node), std::move(text)); }
    void mistake(place where, std::string text) { found_.push_back({std::move(where), std::move(text)}); }
    void warn(const YAML::Node& node, std::string text)
    {
        found_.push_back({place_of(node), std::move(text), true});
    }

private:
    struct merge {
        YAML::Node at;
        YAML::Node value;
    };
    struct map_walk {
        const std::string& what;
        const entry& visit;
        std::set<std::string> seen;
        std::vector<YAML::Node> maps;  // itself and those that it merges
    };
    void take_map(const YAML::Node& map, map_walk& walk);
    void take_merge(const YAML::Node& at, const YAML::Node& value, map_walk& walk);
    /// False, with a mistake the first time, when the file stands for more than can be read.
    bool spend(const YAML::Node& at, std::size_t cost);

    place place_of(const YAML::Mark& mark) const;

    /// Column of the first character of a scalar when the text has it as it is in one line, else 0.
    int first_column_of(const YAML::Node& node) const;

    const std::string& file_;
    problems& found_;
    text_lines lines_;
    std::size_t budget_ = 0;
    bool spent_ = false;
};

}  // namespace vcenter_connector::stack
