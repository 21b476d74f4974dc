// The disk of the machine that the connector runs on, and the worker that its journal writes with. It fills
// up, fails and is slow for a while; it can end the machine in the middle of a write.
#pragma once

#include "contract.hpp"
#include "generator.hpp"
#include "process_clock.hpp"

#include "support/faulty_vfs.hpp"

#include "vcenter_connector/store/sqlite_journal.hpp"

#include <functional>
#include <memory>

namespace vcenter_connector::simulation {

struct disk_plan {
    bool faulty = true;
    base::duration between_faults = std::chrono::hours(6);
    bool ignores_sync = false;  ///< a planted fault: what it says is safe is not
};

class disk_party {
public:
    disk_party(scheduler& schedule, trace& to, contract& ledger, std::uint64_t seed, const disk_plan& plan);
    ~disk_party();

    const std::string& vfs() const noexcept { return vfs_.name(); }
    /// Runs jobs in order, each after a delay. Its destructor runs what is left, unless the machine has died.
    std::unique_ptr<store::worker> make_worker(process_clock& clock);

    /// After `changes` more of them nothing is written any more, and `then` is called, later.
    void doom(std::size_t changes, std::function<void()> then);
    void cancel_doom();
    /// The process ends here. Whatever is still done with its files fails.
    void kill();
    /// The machine ends here, and what was not synced may be gone.
    void lose_power();
    void heal();

private:
    class inline_worker;
    enum class state { well, full, failing, slow };

    int judge(test::disk_change what, const std::string& path);
    base::duration delay();
    void fault_later();
    void befall();
    void begin_anew();

    scheduler& schedule_;
    trace& trace_;
    contract& contract_;
    disk_plan plan_;
    generator fate_;
    generator work_;
    test::faulty_vfs vfs_;
    state state_ = state::well;
    std::size_t changes_left_ = 0;  // until the doom
    bool doomed_ = false;
    bool dead_ = false;
    unsigned lives_ = 0;
    std::function<void()> then_;
};

}  // namespace vcenter_connector::simulation
