// The journal's file with all that is done to it: synchronous, on one thread at a time. Times are handed in.
#pragma once

#include "dead_rows.hpp"
#include "delivery_rows.hpp"
#include "position_rows.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace vcenter_connector::store {

class journal_file {
public:
    /// `db` has passed `migrate`. Throws `database_error`.
    journal_file(database db, dead_letter_limits limits);

    /// Applies all of it or nothing, and fills in the results. Safe against a power cut when a page with
    /// deliveries is among it, else against the end of the process.
    base::result<void> write(std::vector<journal_write>& batch);
    base::result<claimed> read(const claim& what);
    base::result<std::optional<resume_point>> resume(const std::string& instance_uuid);
    base::result<std::vector<queue_size>> queues();
    /// For a quiet moment: drops dead letters that are too old when `check_age` says so, gives free space
    /// back.
    base::result<void> tend(base::wall_time now, bool check_age);
    /// Makes everything safe against a power cut.
    base::result<void> sync();
    /// `sync`, if anything was written since that a power cut could take.
    base::result<void> sync_leftovers();
    /// Notices deliveries that other processes added.
    base::result<void> look_around();

    /// Deliveries that others added, and dead letters that were dropped, since the last call.
    std::vector<queue_size> take_arrivals();
    dropped_letters take_dropped();

    /// Notes in the file that nothing was left undone. Errors do not matter.
    void close_cleanly() noexcept;

private:
    template <class Work>
    auto guarded(Work work) -> base::result<decltype(work())>;
    bool needs_full_sync(const std::vector<journal_write>& batch) const;
    void apply(std::vector<journal_write>& batch);
    void apply(page_write& page);
    void apply(attempt_write& attempt);
    void apply(settle_write& settlement);
    void make_safe();
    std::int64_t last_id();
    void set_last_id(std::int64_t id);
    void note_arrivals(std::int64_t last);
    void give_space_back();

    database db_;
    function_rows functions_;
    event_rows events_;
    delivery_rows deliveries_;
    position_rows positions_;
    dead_rows dead_;
    statement last_id_;
    statement set_last_id_;
    statement data_version_;
    std::int64_t known_last_ = 0;     // every id up to here is known to the reader of the results
    std::int64_t next_id_ = 0;        // within a transaction
    std::int64_t seen_version_ = -1;  // PRAGMA data_version
    bool full_sync_ = false;
    bool leftovers_ = false;            // something was written that a power cut could take
    std::set<std::string> positioned_;  // vCenters with a checkpoint that a power cut does not take
    bool suspect_ = false;  // a call to the disk failed: what was written before may be lost to a power cut
    std::vector<queue_size> arrivals_;
    dropped_letters dropped_;
};

}  // namespace vcenter_connector::store
