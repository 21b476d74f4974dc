// A log that remembers its lines.
#pragma once

#include "support/wait_until.hpp"

#include "vcenter_connector/base/log.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::test {

/// Lines look like `warn message name=value name=value`. May be used from several threads.
class memory_log final : public base::log {
public:
    bool enabled(base::log_level) const noexcept override { return true; }

    void write(base::log_level level, std::string_view message,
               std::span<const base::log_field> fields) noexcept override
    {
        std::string line = name_of(level) + std::string(message);
        for (const auto& field : fields)
            line.append(" ").append(field.name).append("=").append(field.value);
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::move(line));
        changed_.notify_all();
    }

    std::size_t count(std::string_view text) const
    {
        const std::lock_guard lock(mutex_);
        return count_locked(text);
    }
    /// Lines of that level that contain `text`.
    std::size_t count(base::log_level level, std::string_view text) const
    {
        const std::string begin = name_of(level);
        const std::lock_guard lock(mutex_);
        return count_if([&](const std::string& line) {
            return line.starts_with(begin) && line.find(text, begin.size()) != std::string::npos;
        });
    }
    bool contains(std::string_view text) const { return count(text) > 0; }

    /// Waits until `times` lines contain `text`.
    void wait_for(std::string_view text, std::size_t times) const
    {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, patience, [&] { return count_locked(text) >= times; }))
            throw std::runtime_error("not logged: " + std::string(text) + "\n" + all());
    }

    std::vector<std::string> lines() const
    {
        const std::lock_guard lock(mutex_);
        return lines_;
    }

private:
    static std::string name_of(base::log_level level)
    {
        static constexpr const char* names[] = {"debug ", "info ", "warn ", "error "};
        return names[static_cast<int>(level)];
    }
    template <class Predicate>
    std::size_t count_if(Predicate predicate) const
    {
        return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), predicate));
    }
    std::size_t count_locked(std::string_view text) const
    {
        return count_if([&](const std::string& line) { return line.find(text) != std::string::npos; });
    }
    std::string all() const
    {
        std::string text;
        for (const auto& line : lines_)
            text += "  " + line + "\n";
        return text;
    }

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<std::string> lines_;
};

}  // namespace vcenter_connector::test
