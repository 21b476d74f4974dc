#include "place_watch.hpp"

#include "state_folder.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace vcenter_connector::store {
namespace {

constexpr std::uint64_t largest_reserve = 32U << 20U;

}  // namespace

place_watch::place_watch(std::string path) : path_(std::move(path))
{
    if (!path_.empty())
        for (const auto& file : {path_, lock_path(path_).string()})
            files_.push_back({file, identity_of(file)});
}

std::optional<place_watch::identity> place_watch::identity_of(const std::string& path) noexcept
{
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0)
        return std::nullopt;
    return identity{about.st_dev, about.st_ino};
}

void place_watch::look() noexcept
{
    if (path_.empty())
        return;
    moved_ = std::any_of(files_.begin(), files_.end(),
                         [](const known_file& f) { return f.was && identity_of(f.path) != f.was; });
    struct statvfs disk {};
    if (::statvfs(path_.c_str(), &disk) != 0)
        return;
    const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    const std::uint64_t reserve = std::min(largest_reserve, std::uint64_t{disk.f_blocks} * disk.f_frsize / 4);
    // Not at once the other way: reading would begin and stop with each page.
    low_ = free < (low_ ? reserve + reserve / 4 : reserve);
}

}  // namespace vcenter_connector::store
