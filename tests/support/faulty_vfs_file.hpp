// A file handle of the faulty VFS; known to its own sources only.
#pragma once

#include "support/memory_disk.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>

namespace vcenter_connector::test {

struct vfs_file {
    sqlite3_file base;  // first: SQLite knows this part
    memory_disk* disk;
    std::string path;
    std::shared_ptr<disk_file> file;
    std::uint64_t life;
    int lock = SQLITE_LOCK_NONE;
    unsigned memory_shared = 0;  // bits of the locks held
    unsigned memory_exclusive = 0;
    bool memory_used = false;
};

const sqlite3_io_methods* vfs_file_methods();

// Locks, in a file of their own.
int vfs_lock(sqlite3_file* file, int level);
int vfs_unlock(sqlite3_file* file, int level);
int vfs_check_reserved(sqlite3_file* file, int* out);
int vfs_map_memory(sqlite3_file* file, int region, int size, int extend, void volatile** out);
int vfs_lock_memory(sqlite3_file* file, int offset, int count, int flags);
void vfs_memory_barrier(sqlite3_file* file);
int vfs_unmap_memory(sqlite3_file* file, int remove);

inline vfs_file& self(sqlite3_file* file)
{
    return *reinterpret_cast<vfs_file*>(file);
}

inline bool dead(const vfs_file& f)
{
    return f.life != f.disk->life;
}

}  // namespace vcenter_connector::test
