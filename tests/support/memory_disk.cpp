#include "support/memory_disk.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::test {
namespace {

constexpr std::size_t sector = 512;

// splitmix64: the same numbers on every system.
std::uint64_t next(std::uint64_t& seed)
{
    std::uint64_t z = seed += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

void put(std::string& content, std::size_t offset, std::string_view data)
{
    if (content.size() < offset + data.size())
        content.resize(offset + data.size());
    content.replace(offset, data.size(), data);
}

void undo(std::string& content, const disk_file::change& change)
{
    content.resize(std::max(content.size(), change.offset + change.before.size()));
    content.replace(change.offset, change.before.size(), change.before);
    content.resize(change.size_before);
}

void put_some_sectors(std::string& content, const disk_file::change& change, std::uint64_t& seed)
{
    for (std::size_t at = 0; at < change.after.size(); at += sector)
        if (next(seed) % 2 == 0)
            put(content, change.offset + at, std::string_view(change.after).substr(at, sector));
}

void redo_perhaps(std::string& content, const disk_file::change& change, std::uint64_t& seed)
{
    const auto chance = next(seed) % 4;
    if (chance == 0)
        return;
    if (change.after.empty())
        content.resize(std::min(content.size(), change.offset));
    else if (chance == 1)
        put_some_sectors(content, change, seed);
    else
        put(content, change.offset, change.after);
}

}  // namespace

void disk_file::write(std::size_t offset, std::string_view data)
{
    if (data.empty())
        return;
    const auto old_size = content.size();
    std::string old = offset < old_size ? content.substr(offset, data.size()) : std::string();
    unsynced.push_back({offset, std::move(old), std::string(data), old_size});
    put(content, offset, data);
}

void disk_file::truncate(std::size_t size)
{
    if (size >= content.size())
        return;
    unsynced.push_back({size, content.substr(size), {}, content.size()});
    content.resize(size);
}

void disk_file::lose_power(std::uint64_t& seed)
{
    for (auto each = unsynced.rbegin(); each != unsynced.rend(); ++each)
        undo(content, *each);
    for (const auto& each : unsynced)
        redo_perhaps(content, each, seed);
    unsynced.clear();
}

void memory_disk::set_judge(judge j)
{
    const std::lock_guard lock(mutex);
    judge_ = std::move(j);
}

std::uint64_t memory_disk::changes() const
{
    const std::lock_guard lock(mutex);
    return changes_;
}

int memory_disk::ask(disk_change what, const std::string& path)
{
    ++changes_;
    return judge_ ? judge_(what, path) : 0;
}

// The files become other objects: handles from before keep the old ones.
void memory_disk::begin_anew()
{
    ++life;
    for (auto& [path, file] : files) {
        auto fresh = std::make_shared<disk_file>();
        fresh->content = std::move(file->content);
        fresh->unsynced = std::move(file->unsynced);
        file = std::move(fresh);
    }
}

void memory_disk::crash(std::uint64_t seed)
{
    const std::lock_guard lock(mutex);
    begin_anew();
    for (auto& [path, file] : files)
        file->lose_power(seed);
}

void memory_disk::kill()
{
    const std::lock_guard lock(mutex);
    begin_anew();
}

std::string memory_disk::read(const std::string& path) const
{
    const std::lock_guard lock(mutex);
    const auto found = files.find(path);
    return found == files.end() ? std::string() : found->second->content;
}

void memory_disk::write(const std::string& path, std::string content)
{
    const std::lock_guard lock(mutex);
    auto file = std::make_shared<disk_file>();
    file->content = std::move(content);
    files[path] = std::move(file);
}

std::vector<std::string> memory_disk::paths() const
{
    const std::lock_guard lock(mutex);
    std::vector<std::string> all;
    for (const auto& [path, file] : files)
        all.push_back(path);
    return all;
}

}  // namespace vcenter_connector::test
