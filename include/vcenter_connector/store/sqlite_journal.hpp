// The journal in one SQLite file: what was committed outlives the process and the system.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/store/journal.hpp"
#include "vcenter_connector/store/worker.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace vcenter_connector::store {

/// Beyond a limit the oldest dead letters go, with a warning in the log. 0: no limit.
struct dead_letter_limits {
    std::size_t count = 10'000;
    base::duration age{};
};

struct sqlite_journal_options {
    std::string path;                   ///< of the file; its folder is made (0700) when it is missing
    std::size_t max_pending = 100'000;  ///< unsettled deliveries; one page may go over it
    dead_letter_limits dead_letters;
    /// How often the work of other processes on the file is looked for, and old dead letters and free space
    /// are seen to.
    base::duration look_every = std::chrono::seconds(1);
    /// Name of an sqlite3_vfs, for tests: then there is no folder, no lock file, and no setting aside.
    std::string vfs;
};

/// All must outlive the journal. `executor` is where its calls are made.
struct sqlite_journal_ports {
    boost::asio::any_io_executor executor;
    net::timers& timers;
    worker& disk;
    base::log& log;
    /// Called once, on `executor`, when the journal has failed for good: its file is damaged, for instance.
    std::function<void(base::failure)> fatal;
};

/// Opens the file, or makes it; blocks meanwhile. One connector at a time: a lock file `journal.lock` in the
/// same folder says who. A damaged file is set aside as `<path>.corrupt-<UTC>`, never overwritten; what can
/// be read of it is carried over, and the log says so. Errors: `journal_in_use`, `journal_newer`,
/// `journal_foreign`, `disk_read_only`, `disk_full`, `disk_failed`, `journal_busy`; the detail says what to
/// do.
///
/// A page with deliveries survives a power cut from the moment its `commit` returns. Settlements survive the
/// death of the process at once, and a power cut from the next such page or some seconds later: it may repeat
/// deliveries, never lose any.
///
/// The journal's destructor hands what is left to `disk` and returns at once; the file is free for others
/// when `disk` has done it.
base::result<std::unique_ptr<journal>> make_sqlite_journal(sqlite_journal_options options,
                                                           sqlite_journal_ports ports);

}  // namespace vcenter_connector::store
