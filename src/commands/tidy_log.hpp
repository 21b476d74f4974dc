// A log beside a progress line on the same terminal.
#pragma once

#include "vcenter_connector/base/log.hpp"

#include <functional>
#include <utility>

namespace vcenter_connector::commands {

/// Calls `before` ahead of each line, so that the progress line can be taken away. `home` must outlive it.
class tidy_log final : public base::log {
public:
    tidy_log(base::log& home, std::function<void()> before) : home_(home), before_(std::move(before)) {}

    bool enabled(base::log_level level) const noexcept override { return home_.enabled(level); }

    void write(base::log_level level, std::string_view message,
               std::span<const base::log_field> fields) noexcept override
    {
        if (enabled(level))
            before_();
        home_.write(level, message, fields);
    }

private:
    base::log& home_;
    std::function<void()> before_;
};

}  // namespace vcenter_connector::commands
