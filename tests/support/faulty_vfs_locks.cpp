// The locks of SQLite's files and of WAL's shared memory, between the connections of one process.
#include "support/faulty_vfs_file.hpp"

namespace vcenter_connector::test {
namespace {

bool taken_by_other(const void* holder, const vfs_file& f)
{
    return holder != nullptr && holder != &f;
}

int lock_shared(vfs_file& f)
{
    if (taken_by_other(f.file->pending, f) || taken_by_other(f.file->exclusive, f))
        return SQLITE_BUSY;
    ++f.file->shared_locks;
    f.lock = SQLITE_LOCK_SHARED;
    return SQLITE_OK;
}

int lock_reserved(vfs_file& f)
{
    if (taken_by_other(f.file->reserved, f))
        return SQLITE_BUSY;
    f.file->reserved = &f;
    f.lock = SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

int lock_exclusive(vfs_file& f)
{
    if (taken_by_other(f.file->pending, f) || taken_by_other(f.file->reserved, f))
        return SQLITE_BUSY;
    f.file->pending = &f;
    f.lock = SQLITE_LOCK_PENDING;
    if (f.file->shared_locks > 1)
        return SQLITE_BUSY;
    f.file->exclusive = &f;
    f.lock = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

bool free_for(const disk_file::memory_lock& lock, const vfs_file& f, bool exclusive, bool own_shared)
{
    if (taken_by_other(lock.exclusive, f))
        return false;
    return !exclusive || lock.shared == (own_shared ? 1 : 0);
}

void release_memory_lock(vfs_file& f, unsigned slot)
{
    auto& lock = f.file->memory_locks[slot];
    const unsigned bit = 1U << slot;
    if (f.memory_shared & bit)
        --lock.shared;
    if (f.memory_exclusive & bit)
        lock.exclusive = nullptr;
    f.memory_shared &= ~bit;
    f.memory_exclusive &= ~bit;
}

void take_memory_lock(vfs_file& f, unsigned slot, bool exclusive)
{
    auto& lock = f.file->memory_locks[slot];
    const unsigned bit = 1U << slot;
    if (exclusive) {
        lock.exclusive = &f;
        f.memory_exclusive |= bit;
    } else if ((f.memory_shared & bit) == 0) {
        ++lock.shared;
        f.memory_shared |= bit;
    }
}

}  // namespace

int vfs_lock(sqlite3_file* file, int level)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    if (dead(f))
        return SQLITE_IOERR_LOCK;
    if (f.lock >= level)
        return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED)
        return lock_shared(f);
    return level == SQLITE_LOCK_RESERVED ? lock_reserved(f) : lock_exclusive(f);
}

int vfs_unlock(sqlite3_file* file, int level)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    if (f.lock <= level)
        return SQLITE_OK;
    for (const void** holder : {&f.file->reserved, &f.file->pending, &f.file->exclusive})
        if (*holder == &f)
            *holder = nullptr;
    if (level == SQLITE_LOCK_NONE)
        --f.file->shared_locks;
    f.lock = level;
    return SQLITE_OK;
}

int vfs_check_reserved(sqlite3_file* file, int* out)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    *out = f.file->reserved != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int vfs_map_memory(sqlite3_file* file, int region, int size, int extend, void volatile** out)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    *out = nullptr;
    if (dead(f))
        return SQLITE_IOERR_SHMMAP;
    auto& memory = f.file->memory;
    if (!f.memory_used) {
        f.memory_used = true;
        ++f.file->memory_users;
    }
    const auto index = static_cast<std::size_t>(region);
    while (extend && memory.size() <= index)
        memory.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    if (index < memory.size())
        *out = memory[index].get();
    return SQLITE_OK;
}

int vfs_lock_memory(sqlite3_file* file, int offset, int count, int flags)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    const auto begin = static_cast<unsigned>(offset);
    const auto end = begin + static_cast<unsigned>(count);
    if (flags & SQLITE_SHM_UNLOCK) {
        for (auto slot = begin; slot < end; ++slot)
            release_memory_lock(f, slot);
        return SQLITE_OK;
    }
    if (dead(f))
        return SQLITE_IOERR_SHMLOCK;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (auto slot = begin; slot < end; ++slot)
        if (!free_for(f.file->memory_locks[slot], f, exclusive, (f.memory_shared >> slot & 1U) != 0))
            return SQLITE_BUSY;
    for (auto slot = begin; slot < end; ++slot)
        take_memory_lock(f, slot, exclusive);
    return SQLITE_OK;
}

void vfs_memory_barrier(sqlite3_file* file)
{
    const std::lock_guard lock(self(file).disk->mutex);
}

int vfs_unmap_memory(sqlite3_file* file, int)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    if (!f.memory_used)
        return SQLITE_OK;
    for (unsigned slot = 0; slot < f.file->memory_locks.size(); ++slot)
        release_memory_lock(f, slot);
    f.memory_used = false;
    if (--f.file->memory_users == 0)
        f.file->memory.clear();
    return SQLITE_OK;
}

}  // namespace vcenter_connector::test
