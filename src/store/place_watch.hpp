// Whether the journal's place is still what it was: its files there, and room on their disk.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::store {

/// `look` may be called on another thread than the rest.
class place_watch {
public:
    /// `path` empty: nothing is watched.
    explicit place_watch(std::string path);

    /// Asks the system.
    void look() noexcept;

    /// By the last look: a file of the journal was removed or replaced by another. What is written from then
    /// on is gone when the process ends, and the lock keeps nobody away.
    bool moved() const noexcept { return moved_; }

    /// By the last look: so little is free that what is left is needed to settle what waits. SQLite needs
    /// room to delete, too: its log grows before its file shrinks.
    bool low() const noexcept { return low_; }

private:
    struct identity {
        dev_t device;
        ino_t inode;
        friend bool operator==(const identity&, const identity&) = default;
    };
    struct known_file {
        std::string path;
        std::optional<identity> was;
    };
    static std::optional<identity> identity_of(const std::string& path) noexcept;

    std::string path_;
    std::vector<known_file> files_;
    std::atomic<bool> moved_ = false;
    std::atomic<bool> low_ = false;
};

}  // namespace vcenter_connector::store
