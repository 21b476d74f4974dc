#include "group_commit.hpp"

#include "vcenter_connector/base/text.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace vcenter_connector::store {
namespace {

namespace asio = boost::asio;
using base::errc;

constexpr std::chrono::seconds between_attempts{1};
// A call to a disk that hangs (a network file system whose server is gone) does not return with an error.
constexpr std::chrono::seconds worth_telling{25};

std::string cure_of(const base::failure& f)
{
    if (f.is(errc::disk_full))
        return "make room on the disk of -state-dir; it goes on by itself";
    if (f.is(errc::disk_read_only))
        return "make -state-dir writable again; it goes on by itself";
    if (f.is(errc::journal_busy))
        return "end the program that holds the file; it goes on by itself";
    return "check the disk of -state-dir; it goes on by itself";
}

// Ends with the journal; the file is closed as one that was left in order.
void farewell(journal_file& file, journal_batch& last)
{
    if (!last.empty())
        last.work_off(file);
    file.close_cleanly();
}

}  // namespace

group_commit::group_commit(const sqlite_journal_ports& ports, std::string path,
                           std::shared_ptr<journal_file> file, std::function<void(journal_batch&)> concluded)
    : ports_(ports), path_(std::move(path)), file_(std::move(file)), concluded_(std::move(concluded)),
      collecting_(std::make_shared<journal_batch>(ports.timers))
{
}

group_commit::~group_commit()
{
    if (bell_)
        bell_->ring();
    if (failed_)
        ports_.disk.run([file = std::move(file_)]() mutable { file.reset(); }, [] {});
    else
        ports_.disk.run(
            [file = std::move(file_), last = std::move(collecting_)]() mutable {
                farewell(*file, *last);
                file.reset();
            },
            [] {});
}

void group_commit::start()
{
    if (working_ || failed_ || collecting_->empty())
        return;
    working_ = std::exchange(collecting_, std::make_shared<journal_batch>(ports_.timers));
    work();
}

void group_commit::work()
{
    asked_ = ports_.timers.now();
    ports_.disk.run([file = file_, batch = working_] { batch->work_off(*file); },
                    [this, alive = std::weak_ptr(alive_)] {
                        if (!alive.expired())
                            conclude();
                    });
}

void group_commit::conclude()
{
    answered();
    if (!working_->failed) {
        trouble_ended();
        finish();
    } else if (!passing(*working_->failed)) {
        fail(*working_->failed);
    } else if (closed_) {
        tell(*working_->failed,
             "The journal cannot be written; what is not in it comes again after a restart");
        working_->failed = base::failure(errc::aborted, working_->failed->message());
        finish();
    } else {
        tell(*working_->failed, "The journal cannot be written; reading and delivering wait");
        try_again_later();
    }
}

void group_commit::look()
{
    if (!asked_ || said_slow_ || ports_.timers.now() - *asked_ < worth_telling)
        return;
    said_slow_ = true;
    ports_.log.error("The disk of the journal does not answer; reading and delivering wait",
                     {{"waits_for", base::seconds_text(ports_.timers.now() - *asked_)},
                      {"file", path_},
                      {"cure", "check the disk of -state-dir; it goes on by itself"}});
}

void group_commit::answered()
{
    const auto asked = std::exchange(asked_, std::nullopt);
    if (asked && std::exchange(said_slow_, false))
        ports_.log.info("The disk of the journal answers again",
                        {{"after", base::seconds_text(ports_.timers.now() - *asked)}});
}

void group_commit::finish()
{
    const auto batch = std::exchange(working_, nullptr);
    batch->finished = true;
    concluded_(*batch);
    batch->waiters.wake_all();
    start();
}

void group_commit::tell(const base::failure& why, const char* what)
{
    if (trouble_since_)
        return;
    trouble_since_ = ports_.timers.now();
    ports_.log.error(what, {{"error", why.message()},
                            {"file", path_},
                            {"cure", closed_ ? "see to the disk of -state-dir" : cure_of(why)}});
}

void group_commit::try_again_later()
{
    bell_ = ports_.timers.make_alarm();
    const auto when = ports_.timers.now() + between_attempts;
    asio::co_spawn(ports_.executor, try_again(*this, alive_, bell_, when), asio::detached);
}

// `self` may have gone by the time this runs.
asio::awaitable<void> group_commit::try_again(group_commit& self, std::weak_ptr<int> alive,
                                              std::shared_ptr<net::alarm> bell, base::steady_time when)
{
    co_await bell->wait_until(when);
    if (alive.expired())
        co_return;
    self.bell_.reset();
    self.work();
}

void group_commit::trouble_ended()
{
    if (!trouble_since_)
        return;
    ports_.log.info("The journal can be written again",
                    {{"after", base::seconds_text(ports_.timers.now() - *trouble_since_)}});
    trouble_since_.reset();
}

void group_commit::fail(const base::failure& why)
{
    failed_ = why;
    ports_.log.error("The journal has failed for good; what is in it stays there",
                     {{"error", why.message()}, {"file", path_}});
    const auto batch = std::exchange(collecting_, std::make_shared<journal_batch>(ports_.timers));
    finish();
    batch->failed = why;
    batch->finished = true;
    concluded_(*batch);
    batch->waiters.wake_all();
    if (ports_.fatal)
        ports_.fatal(why);
}

asio::awaitable<void> group_commit::ended(std::shared_ptr<journal_batch> batch)
{
    while (!batch->finished)
        co_await batch->waiters.wait();
}

void group_commit::close()
{
    closed_ = true;
    if (bell_)
        bell_->ring();
}

}  // namespace vcenter_connector::store
