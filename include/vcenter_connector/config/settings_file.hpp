// The YAML file of settings.
#pragma once

#include "vcenter_connector/config/mistake.hpp"
#include "vcenter_connector/config/settings_table.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::config {

struct file_value {
    const setting* row = nullptr;
    std::string text;   ///< the scalar as written, without quotes
    std::string place;  ///< "path:line:column", both counted from 1
};

struct settings_file {
    std::vector<file_value> values;
    std::vector<mistake> mistakes;
};

/// Reads the text of a file; `path` is for the places only. The file is one map of sections (`vcenter`,
/// `gateway`, `delivery`, `journal`, `log`) and general settings; see `key_of`. A key without a value counts
/// as not written. Refused, each with its place: what is not YAML, unknown keys (the nearest known one is
/// named), keys written twice, lists or maps in place of a value. Values are not checked here.
settings_file parse_settings_file(const std::string& text, const std::string& path);

}  // namespace vcenter_connector::config
