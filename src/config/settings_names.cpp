// The names of settings, made from the rows of the table.
#include "vcenter_connector/config/settings_table.hpp"

#include <algorithm>

namespace vcenter_connector::config {

const setting* find_setting(std::string_view flag) noexcept
{
    const auto table = settings_table();
    const auto row = std::find_if(table.begin(), table.end(), [&](const setting& s) {
        return s.flag == flag || (!s.alias.empty() && s.alias == flag);
    });
    return row == table.end() ? nullptr : &*row;
}

std::string variable_of(const setting& row)
{
    if (row.sources == setting_sources::flag)
        return {};
    if (!row.own_variable.empty())
        return std::string(row.own_variable);
    std::string name = "VCENTER_CONNECTOR_";
    for (const char c : row.flag)
        name += c == '-' ? '_' : static_cast<char>(c - 'a' + 'A');
    return name;
}

std::string key_of(const setting& row)
{
    if (row.sources != setting_sources::all)
        return {};
    const auto section = section_of(row.group);
    return (section.empty() ? "" : std::string(section) + ".") + std::string(row.key);
}

std::string_view section_of(setting_group group) noexcept
{
    switch (group) {
    case setting_group::vcenter: return "vcenter";
    case setting_group::gateway: return "gateway";
    case setting_group::delivery: return "delivery";
    case setting_group::journal: return "journal";
    case setting_group::log: return "log";
    case setting_group::general: break;
    }
    return {};
}

std::string_view title_of(setting_group group) noexcept
{
    switch (group) {
    case setting_group::vcenter: return "vCenter";
    case setting_group::gateway: return "Gateway";
    case setting_group::delivery: return "Delivery";
    case setting_group::journal: return "Journal";
    case setting_group::log: return "Log";
    case setting_group::general: break;
    }
    return "General";
}

}  // namespace vcenter_connector::config
