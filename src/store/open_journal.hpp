// From a path to a journal that can be worked with, or a refusal that says what to do.
#pragma once

#include "journal_file.hpp"
#include "state_folder.hpp"

#include "vcenter_connector/base/log.hpp"

#include <memory>
#include <vector>

namespace vcenter_connector::store {

struct opened_journal {
    file_lock lock;
    std::unique_ptr<journal_file> file;
    std::vector<queue_size> queues;
};

base::result<opened_journal> open_journal(const sqlite_journal_options& options, base::log& log,
                                          base::wall_time now);

}  // namespace vcenter_connector::store
