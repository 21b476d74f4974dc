// A log that keeps its lines.
#pragma once

#include "vcenter_connector/base/log.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::test {

class recording_log final : public base::log {
public:
    struct line {
        base::log_level level;
        std::string text;  ///< `message name=value name=value`
    };

    bool enabled(base::log_level) const noexcept override { return true; }

    void write(base::log_level level, std::string_view message,
               std::span<const base::log_field> fields) noexcept override
    {
        std::string text(message);
        for (const auto& [name, value] : fields)
            text.append(" ").append(name).append("=").append(value);
        lines.push_back({level, std::move(text)});
    }

    /// Lines of that level that contain `part`.
    std::size_t count(base::log_level level, std::string_view part) const
    {
        return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const line& l) {
            return l.level == level && l.text.find(part) != std::string::npos;
        }));
    }

    std::vector<line> lines;
};

}  // namespace vcenter_connector::test
