#include "disk_party.hpp"

#include <boost/asio/post.hpp>

#include <sqlite3.h>

#include <deque>
#include <utility>

namespace vcenter_connector::simulation {

using namespace std::chrono_literals;

class disk_party::inline_worker final : public store::worker {
public:
    inline_worker(disk_party& disk, process_clock& clock) : disk_(disk), clock_(clock), life_(disk.lives_) {}

    ~inline_worker() override
    {
        *alive_ = false;
        while (!jobs_.empty() && life_ == disk_.lives_) {
            jobs_.front().work();
            jobs_.pop_front();
        }
    }

    void run(std::function<void()> job, std::function<void()> done) override
    {
        jobs_.push_back({std::move(job), std::move(done)});
        if (!std::exchange(busy_, true))
            later([this] { next(); });
    }

private:
    struct work_item {
        std::function<void()> work;
        std::function<void()> done;
    };

    void later(std::function<void()> what)
    {
        disk_.schedule_.after(disk_.delay(), [alive = alive_, what = std::move(what)] {
            if (*alive)
                what();
        });
    }

    // The end of a job is noticed a moment after it: the process may die in between.
    void next()
    {
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        job.work();
        later([this, done = std::move(job.done)] {
            boost::asio::post(clock_.context(), done);
            busy_ = !jobs_.empty();
            if (busy_)
                next();
        });
    }

    disk_party& disk_;
    process_clock& clock_;
    unsigned life_;
    std::deque<work_item> jobs_;
    bool busy_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

disk_party::disk_party(scheduler& schedule, trace& to, contract& ledger, std::uint64_t seed,
                       const disk_plan& plan)
    : schedule_(schedule), trace_(to), contract_(ledger), plan_(plan), fate_(seed, "disk"),
      work_(seed, "worker")
{
    vfs_.disk().set_judge(
        [this](test::disk_change what, const std::string& path) { return judge(what, path); });
    vfs_.disk().ignores_sync = plan_.ignores_sync;
    if (plan_.faulty)
        fault_later();
}

disk_party::~disk_party() = default;

std::unique_ptr<store::worker> disk_party::make_worker(process_clock& clock)
{
    return std::make_unique<inline_worker>(*this, clock);
}

base::duration disk_party::delay()
{
    if (state_ == state::slow)
        return work_.between(10ms, 4s);
    return work_.between(20us, 3ms);
}

int disk_party::judge(test::disk_change what, const std::string& path)
{
    if (dead_)
        return SQLITE_IOERR;
    if (doomed_ && changes_left_-- == 0) {
        dead_ = true;
        schedule_.after(0s, std::exchange(then_, {}));
        return SQLITE_IOERR;
    }
    if (state_ == state::full && what == test::disk_change::write && work_.chance(0.7)) {
        trace_.fault("disk", "write refused, full");
        contract_.disk_in_trouble();
        return SQLITE_FULL;
    }
    if (state_ == state::failing && work_.chance(0.3)) {
        trace_.fault("disk", "change failed");
        contract_.disk_in_trouble();
        return what == test::disk_change::sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
    }
    if (what == test::disk_change::sync && path.ends_with("-wal"))
        contract_.synced();
    return 0;
}

void disk_party::doom(std::size_t changes, std::function<void()> then)
{
    doomed_ = true;
    changes_left_ = changes;
    then_ = std::move(then);
}

void disk_party::cancel_doom()
{
    doomed_ = false;
    dead_ = false;
    then_ = {};
}

void disk_party::begin_anew()
{
    cancel_doom();
    ++lives_;
}

void disk_party::kill()
{
    vfs_.disk().kill();
    begin_anew();
}

void disk_party::lose_power()
{
    vfs_.disk().crash(fate_.next());
    begin_anew();
}

void disk_party::fault_later()
{
    schedule_.after(fate_.about(plan_.between_faults), [this] {
        if (!plan_.faulty)
            return;
        if (state_ == state::well)
            befall();
        fault_later();
    });
}

void disk_party::befall()
{
    static constexpr const char* names[] = {"well", "full", "failing", "slow"};
    state_ = static_cast<state>(fate_.from_to(1, 3));
    trace_.fault("disk", names[static_cast<int>(state_)]);
    schedule_.after(fate_.chance(0.2) ? fate_.about(2h) : fate_.about(2min), [this] {
        state_ = state::well;
        trace_.note("disk", "well");
    });
}

void disk_party::heal()
{
    plan_.faulty = false;
    state_ = state::well;
    doomed_ = false;
}

}  // namespace vcenter_connector::simulation
