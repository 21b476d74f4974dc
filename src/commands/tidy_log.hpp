// A log beside a progress line on the same terminal.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/source/follower.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace vcenter_connector::commands {

/// Calls `before` ahead of each line, so that the progress line can be taken away. Where an error was shown,
/// a warning says that vCenter is followed again: the level info, on which that is said, is seldom shown.
/// `home` must outlive it.
class tidy_log final : public base::log {
public:
    tidy_log(base::log& home, std::function<void()> before) : home_(home), before_(std::move(before)) {}

    bool enabled(base::log_level level) const noexcept override { return home_.enabled(level); }

    void write(base::log_level level, std::string_view message,
               std::span<const base::log_field> fields) noexcept override
    {
        const bool all_clear = error_shown_ && message == source::following_again;
        if (all_clear)
            level = std::max(level, base::log_level::warn);
        error_shown_ = !all_clear && (error_shown_ || level == base::log_level::error);
        if (enabled(level))
            before_();
        home_.write(level, message, fields);
    }

private:
    base::log& home_;
    std::function<void()> before_;
    bool error_shown_ = false;  // and not taken back
};

}  // namespace vcenter_connector::commands
