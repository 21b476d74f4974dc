// What is done to the journal's file in one go: writes in one transaction, then reads.
#pragma once

#include "journal_file.hpp"

#include "vcenter_connector/net/wait_queue.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace vcenter_connector::store {

struct journal_batch {
    explicit journal_batch(net::timers& timers) : waiters(timers) {}

    struct claim_read {
        claim what;
        std::optional<claimed> found;
    };

    std::vector<journal_write> writes;
    std::vector<std::shared_ptr<claim_read>> claims;
    std::vector<std::function<base::result<void>(journal_file&)>> others;

    // Results; for the event loop once the worker has done its part.
    bool written = false;
    std::size_t claims_done = 0;
    std::size_t others_done = 0;
    std::optional<base::failure> failed;  // where it stopped; what stands above is done
    std::vector<queue_size> arrivals;
    dropped_letters dropped;
    bool finished = false;  // there will be no other attempt
    net::wait_queue waiters;

    bool empty() const noexcept { return writes.empty() && claims.empty() && others.empty(); }
    /// Goes on where it stopped. On the worker.
    void work_off(journal_file& file);

private:
    base::result<void> step(journal_file& file);
};

}  // namespace vcenter_connector::store
