// The journal's place in the file system: its folder, its lock, and damaged files set aside.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/result.hpp"

#include <filesystem>
#include <string>

namespace vcenter_connector::store {

/// Held for as long as the object lives, by this process only.
class file_lock {
public:
    file_lock() = default;  ///< holds nothing
    explicit file_lock(int descriptor) noexcept : descriptor_(descriptor) {}
    file_lock(file_lock&& other) noexcept;
    file_lock& operator=(file_lock&& other) noexcept;
    ~file_lock();

private:
    int descriptor_ = -1;
};

/// Makes the folder of `file` (0700, and those above it) and the file itself (0600, empty) where they are
/// missing.
base::result<void> make_place(const std::filesystem::path& file);

/// The file that `lock_journal` locks.
std::filesystem::path lock_path(const std::filesystem::path& file);

/// `journal_in_use` when another process has it; the detail names the process.
base::result<file_lock> lock_journal(const std::filesystem::path& file);

/// Renames the file and what SQLite keeps beside it; returns its new name. Nothing is overwritten.
base::result<std::filesystem::path> set_aside(const std::filesystem::path& file, base::wall_time now);

/// Removes the file and what SQLite keeps beside it, as far as they are there.
base::result<void> remove_database(const std::filesystem::path& file);

/// Renames `from` to `to`, in place of what is there.
base::result<void> move_to(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace vcenter_connector::store
