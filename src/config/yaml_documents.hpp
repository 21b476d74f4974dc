// The documents of a YAML text. YAML::LoadAll is not for text from outside: of a comma outside of brackets,
// where the parser does not get on, it makes documents until the memory is full.
#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>

namespace vcenter_connector::config {

struct yaml_documents {
    YAML::Node first;
    std::optional<YAML::Mark> second;  ///< where another one begins
};

/// Throws what yaml-cpp throws when one of the two is not YAML.
yaml_documents load_documents(const std::string& text);

}  // namespace vcenter_connector::config
