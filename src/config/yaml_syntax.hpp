// What YAML reads as syntax where a person wrote a value.
#pragma once

#include "vcenter_connector/config/settings_table.hpp"

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::config {

/// Why `node`, which YAML made of `raw` (what stands behind the key and its colon on the line), is not what a
/// person wrote, and how to write it instead; empty if it is, and where nothing stands but a comment.
/// "DOMAIN\bob" in double quotes is valid YAML, but a backspace: that counts. Of a secret, `null`, an anchor
/// and a `#` in front of a word count, too. Shows nothing of `raw`.
std::string misreading(const setting& row, std::string_view raw, const YAML::Node& node);

struct misread_value {
    std::size_t line = 0;    ///< counted from 0, as `column`
    std::size_t column = 0;  ///< of the value
    std::string why;         ///< as above
};

/// The first such value of a file of settings that is not YAML: most likely the reason.
std::optional<misread_value> first_misreading(std::string_view text);

}  // namespace vcenter_connector::config
