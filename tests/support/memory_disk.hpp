// A disk in memory that knows what has been synced, and forgets the rest when the power goes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::test {

/// What a program is about to do to the disk.
enum class disk_change { write, truncate, sync, remove };

/// One file: what a reader sees, and what may still be lost of it.
struct disk_file {
    struct change {
        std::size_t offset = 0;
        std::string before;           ///< what stood there
        std::string after;            ///< empty: a truncation to `offset`
        std::size_t size_before = 0;  ///< of the whole file
    };

    std::string content;
    std::vector<change> unsynced;

    void write(std::size_t offset, std::string_view data);
    void truncate(std::size_t size);
    void sync() { unsynced.clear(); }
    /// Each change since the last sync is kept, dropped, or kept in some sectors of 512 bytes, by `seed`.
    void lose_power(std::uint64_t& seed);

    // Locks and shared memory of SQLite: they end with the processes that hold them.
    int shared_locks = 0;
    const void* reserved = nullptr;
    const void* pending = nullptr;
    const void* exclusive = nullptr;
    struct memory_lock {
        int shared = 0;
        const void* exclusive = nullptr;
    };
    std::array<memory_lock, 8> memory_locks;
    std::vector<std::unique_ptr<char[]>> memory;
    int memory_users = 0;
};

/// May be used by several threads. Every copy of a file handle from before a `crash` or `kill` is dead:
/// whatever is done with it fails.
class memory_disk {
public:
    /// Asked before each change, with the file's path; gives an SQLite error code, or 0 to let it happen. A
    /// write that is refused as SQLITE_FULL leaves its first half behind. Called under the disk's lock: it
    /// must not use the disk.
    using judge = std::function<int(disk_change, const std::string& path)>;

    void set_judge(judge j);
    /// Changes that were asked for so far, refused ones too.
    std::uint64_t changes() const;

    /// The power fails: what was not synced is lost, kept or torn, by `seed`. Open handles die.
    void crash(std::uint64_t seed);
    /// The process dies, the system lives: nothing that was written is lost. Open handles die.
    void kill();

    std::string read(const std::string& path) const;  ///< empty when it is not there
    void write(const std::string& path, std::string content);
    std::vector<std::string> paths() const;

    // For the home of the VFS, which holds `mutex` meanwhile.
    int ask(disk_change what, const std::string& path);
    mutable std::mutex mutex;
    std::map<std::string, std::shared_ptr<disk_file>> files;
    std::uint64_t life = 0;     ///< counts crashes and kills
    bool ignores_sync = false;  ///< says that it has synced, and has not

private:
    void begin_anew();

    judge judge_;
    std::uint64_t changes_ = 0;
};

}  // namespace vcenter_connector::test
