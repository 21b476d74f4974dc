#include "state_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <utility>

namespace vcenter_connector::store {
namespace {

namespace fs = std::filesystem;
using base::errc;
using base::failure;

failure system_failure(const std::string& doing, const fs::path& path)
{
    const int error = errno;
    const bool full = error == ENOSPC || error == EDQUOT;
    const bool broken = error == EIO;
    const auto code = full ? errc::disk_full : broken ? errc::disk_failed : errc::disk_read_only;
    const std::string cure = full ? "; make room, or choose another folder with -state-dir"
                                  : "; let this user write there, or choose another folder with -state-dir";
    return {code, doing + " " + path.string() + ": " + std::generic_category().message(error) + cure};
}

base::result<void> make_folder(const fs::path& folder)
{
    if (folder.empty() || ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST)
        return {};
    if (errno != ENOENT || folder == folder.parent_path())
        return system_failure("cannot make the folder", folder);
    if (auto above = make_folder(folder.parent_path()); !above)
        return above;
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return system_failure("cannot make the folder", folder);
    return {};
}

std::string holder_of(int descriptor)
{
    std::array<char, 32> text{};
    const auto size = ::pread(descriptor, text.data(), text.size() - 1, 0);
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "unknown";
}

void sign(int descriptor)
{
    const auto pid = std::to_string(::getpid());
    if (::ftruncate(descriptor, 0) == 0)
        static_cast<void>(::pwrite(descriptor, pid.data(), pid.size(), 0) < 0);
}

std::string stamp(base::wall_time now)
{
    const auto seconds = std::chrono::system_clock::to_time_t(now);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts)};
}

fs::path beside(fs::path file, const std::string& ending)
{
    file += ending;
    return file;
}

}  // namespace

file_lock::file_lock(file_lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

file_lock& file_lock::operator=(file_lock&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

file_lock::~file_lock()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

base::result<void> make_place(const fs::path& file)
{
    if (auto made = make_folder(file.parent_path()); !made)
        return made;
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return system_failure("cannot write", file);
    ::close(descriptor);
    return {};
}

fs::path lock_path(const fs::path& file)
{
    auto path = file;
    return path.replace_extension(".lock");
}

base::result<file_lock> lock_journal(const fs::path& file)
{
    const auto path = lock_path(file);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return system_failure("cannot write", path);
    file_lock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return system_failure("cannot lock", path);
        return failure(errc::journal_in_use, "process " + holder_of(descriptor) + " uses " + file.string() +
                                                 "; stop it, or give this one another -state-dir");
    }
    sign(descriptor);
    return lock;
}

base::result<fs::path> set_aside(const fs::path& file, base::wall_time now)
{
    const auto wanted = beside(file, ".corrupt-" + stamp(now));
    auto target = wanted;
    for (int number = 2; fs::exists(fs::symlink_status(target)); ++number)
        target = beside(wanted, "-" + std::to_string(number));
    for (const std::string ending : {"-wal", "-shm", ""}) {
        const auto from = beside(file, ending);
        if (::rename(from.c_str(), beside(target, ending).c_str()) != 0 &&
            (errno != ENOENT || ending.empty()))
            return system_failure("cannot rename", from);
    }
    return target;
}

base::result<void> remove_database(const fs::path& file)
{
    for (const std::string ending : {"-wal", "-shm", ""})
        if (const auto each = beside(file, ending); ::unlink(each.c_str()) != 0 && errno != ENOENT)
            return system_failure("cannot remove", each);
    return {};
}

base::result<void> move_to(const fs::path& from, const fs::path& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0)
        return system_failure("cannot rename", from);
    return {};
}

}  // namespace vcenter_connector::store
