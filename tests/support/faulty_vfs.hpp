// SQLite on a disk in memory that can fail, fill up and lose power.
#pragma once

#include "support/memory_disk.hpp"

#include <memory>
#include <string>

namespace vcenter_connector::test {

/// Registers an sqlite3_vfs under `name()` for as long as it lives. Connections must be closed before. Paths
/// are just names; there are no folders. Locks and WAL's shared memory work between the connections of this
/// process.
class faulty_vfs {
public:
    faulty_vfs();
    faulty_vfs(const faulty_vfs&) = delete;
    faulty_vfs& operator=(const faulty_vfs&) = delete;
    ~faulty_vfs();

    const std::string& name() const noexcept;
    memory_disk& disk() noexcept;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace vcenter_connector::test
