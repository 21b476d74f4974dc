// Batches one after the other: while one is being worked off, everything that arrives is collected for the
// next.
#pragma once

#include "journal_batch.hpp"

#include "vcenter_connector/store/sqlite_journal.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace vcenter_connector::store {

/// On the executor of the ports. A batch that cannot be written for the moment is tried again every second;
/// after `close` it is given up instead.
class group_commit {
public:
    /// `concluded` is called for each batch once it is done, also in part, before its waiters go on.
    group_commit(const sqlite_journal_ports& ports, std::string path, std::shared_ptr<journal_file> file,
                 std::function<void(journal_batch&)> concluded);
    group_commit(const group_commit&) = delete;
    group_commit& operator=(const group_commit&) = delete;
    /// What was collected is still handed to the worker.
    ~group_commit();

    /// The batch that is being collected: add to it, and call `start`.
    const std::shared_ptr<journal_batch>& next() const noexcept { return collecting_; }
    void start();
    /// Suspends until `batch` has ended, well or not.
    boost::asio::awaitable<void> ended(std::shared_ptr<journal_batch> batch);

    /// Says once when the disk has not answered for long. To be called now and then.
    void look();

    bool idle() const noexcept { return !working_; }
    /// Set once nothing will ever be written again.
    const std::optional<base::failure>& failed() const noexcept { return failed_; }
    void close();

private:
    void work();
    void conclude();
    void answered();
    void finish();
    void tell(const base::failure& why, const char* what);
    void try_again_later();
    void trouble_ended();
    void fail(const base::failure& why);
    static boost::asio::awaitable<void> try_again(group_commit& self, std::weak_ptr<int> alive,
                                                  std::shared_ptr<net::alarm> bell, base::steady_time when);

    sqlite_journal_ports ports_;
    std::string path_;
    std::shared_ptr<journal_file> file_;
    std::function<void(journal_batch&)> concluded_;
    std::shared_ptr<journal_batch> collecting_;
    std::shared_ptr<journal_batch> working_;
    std::shared_ptr<net::alarm> bell_;  // while a batch waits to be tried again
    std::optional<base::steady_time> trouble_since_;
    std::optional<base::steady_time> asked_;  // while the worker is at a batch
    bool said_slow_ = false;
    std::optional<base::failure> failed_;
    bool closed_ = false;
    std::shared_ptr<int> alive_ =
        std::make_shared<int>();  // what runs later looks whether this is still there
};

}  // namespace vcenter_connector::store
