#include "support/faulty_vfs.hpp"

#include "support/faulty_vfs_file.hpp"

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <new>

namespace vcenter_connector::test {
namespace {

memory_disk& disk_of(sqlite3_vfs* vfs)
{
    return *static_cast<memory_disk*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags)
{
    static std::atomic<unsigned> nameless{0};
    auto& disk = disk_of(vfs);
    const std::string path = name ? name : "temporary-" + std::to_string(nameless++);
    const std::lock_guard lock(disk.mutex);
    file->pMethods = nullptr;
    const auto found = disk.files.find(path);
    if (found == disk.files.end() && (flags & SQLITE_OPEN_CREATE) == 0)
        return SQLITE_CANTOPEN;
    auto content = found == disk.files.end() ? std::make_shared<disk_file>() : found->second;
    if (found == disk.files.end() && name)
        disk.files.emplace(path, content);
    auto* made = new (file) vfs_file{};
    made->base.pMethods = vfs_file_methods();
    made->disk = &disk;
    made->path = path;
    made->file = std::move(content);
    made->life = disk.life;
    if (out_flags)
        *out_flags = flags;
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* name, int)
{
    auto& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex);
    if (const int refused = disk.ask(disk_change::remove, name); refused != 0)
        return refused;
    return disk.files.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* out)
{
    auto& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex);
    const auto found = disk.files.find(name);
    *out = found != disk.files.end() && !found->second->content.empty() ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out)
{
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out)
{
    std::memset(out, 7, static_cast<std::size_t>(size));
    return size;
}

// Nobody waits for a lock: whoever is in the way is on the same thread.
int no_sleep(sqlite3_vfs*, int microseconds)
{
    return microseconds;
}

int fixed_time(sqlite3_vfs*, sqlite3_int64* out)
{
    *out = sqlite3_int64{212'000'000'000'000};
    return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*)
{
    return 0;
}

}  // namespace

struct faulty_vfs::impl {
    std::string name;
    memory_disk disk;
    sqlite3_vfs vfs{};
};

faulty_vfs::faulty_vfs() : impl_(std::make_unique<impl>())
{
    static std::atomic<unsigned> count{0};
    impl_->name = "faulty-" + std::to_string(count++);
    auto& vfs = impl_->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(vfs_file);
    vfs.mxPathname = 512;
    vfs.zName = impl_->name.c_str();
    vfs.pAppData = &impl_->disk;
    vfs.xOpen = open_file;
    vfs.xDelete = remove_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_path;
    vfs.xRandomness = randomness;
    vfs.xSleep = no_sleep;
    vfs.xCurrentTimeInt64 = fixed_time;
    vfs.xGetLastError = last_error;
    sqlite3_vfs_register(&vfs, 0);
}

faulty_vfs::~faulty_vfs()
{
    sqlite3_vfs_unregister(&impl_->vfs);
}

const std::string& faulty_vfs::name() const noexcept
{
    return impl_->name;
}

memory_disk& faulty_vfs::disk() noexcept
{
    return impl_->disk;
}

}  // namespace vcenter_connector::test
