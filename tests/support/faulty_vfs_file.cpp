#include "support/faulty_vfs_file.hpp"

#include <algorithm>
#include <cstring>

namespace vcenter_connector::test {
namespace {

int close_file(sqlite3_file* file)
{
    vfs_unmap_memory(file, 0);
    vfs_unlock(file, SQLITE_LOCK_NONE);
    self(file).~vfs_file();
    return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    if (dead(f))
        return SQLITE_IOERR_READ;
    const auto& content = f.file->content;
    const auto from = std::min(static_cast<std::size_t>(offset), content.size());
    const auto wanted = static_cast<std::size_t>(amount);
    const auto there = std::min(wanted, content.size() - from);
    std::memcpy(out, content.data() + from, there);
    std::memset(static_cast<char*>(out) + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    if (dead(f))
        return SQLITE_IOERR_WRITE;
    std::string_view bytes(static_cast<const char*>(data), static_cast<std::size_t>(amount));
    const int refused = f.disk->ask(disk_change::write, f.path);
    if (refused == SQLITE_FULL)
        bytes = bytes.substr(0, bytes.size() / 2);
    if (refused == 0 || refused == SQLITE_FULL)
        f.file->write(static_cast<std::size_t>(offset), bytes);
    return refused;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    if (dead(f))
        return SQLITE_IOERR_TRUNCATE;
    if (const int refused = f.disk->ask(disk_change::truncate, f.path); refused != 0)
        return refused;
    f.file->truncate(static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    if (dead(f))
        return SQLITE_IOERR_FSYNC;
    if (const int refused = f.disk->ask(disk_change::sync, f.path); refused != 0)
        return refused;
    if (!f.disk->ignores_sync)
        f.file->sync();
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* out)
{
    auto& f = self(file);
    const std::lock_guard lock(f.disk->mutex);
    *out = static_cast<sqlite3_int64>(f.file->content.size());
    return dead(f) ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*)
{
    return 512;
}

int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

}  // namespace

const sqlite3_io_methods* vfs_file_methods()
{
    static const sqlite3_io_methods methods{2,
                                            close_file,
                                            read_file,
                                            write_file,
                                            truncate_file,
                                            sync_file,
                                            file_size,
                                            vfs_lock,
                                            vfs_unlock,
                                            vfs_check_reserved,
                                            file_control,
                                            sector_size,
                                            characteristics,
                                            vfs_map_memory,
                                            vfs_lock_memory,
                                            vfs_memory_barrier,
                                            vfs_unmap_memory,
                                            nullptr,
                                            nullptr};
    return &methods;
}

}  // namespace vcenter_connector::test
