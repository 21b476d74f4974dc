// The log port. Lines are facts with named fields; how they look is decided by the home of the port.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::base {

enum class log_level { debug, info, warn, error };

/// A named value of a log line. The value may hold anything that a vCenter sends: whoever writes the line
/// escapes control characters. Never a secret.
struct log_field {
    std::string_view name;
    std::string value;
};

class log {
public:
    virtual ~log() = default;

    /// Whether a line of this level would be written. Ask before building costly fields.
    virtual bool enabled(log_level level) const noexcept = 0;

    /// Writes one line. Never throws and never blocks for longer than a write to standard error does.
    virtual void write(log_level level, std::string_view message,
                       std::span<const log_field> fields) noexcept = 0;

    void debug(std::string_view message, std::initializer_list<log_field> fields = {}) noexcept
    {
        write(log_level::debug, message, {fields.begin(), fields.size()});
    }
    void info(std::string_view message, std::initializer_list<log_field> fields = {}) noexcept
    {
        write(log_level::info, message, {fields.begin(), fields.size()});
    }
    void warn(std::string_view message, std::initializer_list<log_field> fields = {}) noexcept
    {
        write(log_level::warn, message, {fields.begin(), fields.size()});
    }
    void error(std::string_view message, std::initializer_list<log_field> fields = {}) noexcept
    {
        write(log_level::error, message, {fields.begin(), fields.size()});
    }
};

}  // namespace vcenter_connector::base
