#include "vcenter_connector/store/sqlite_journal.hpp"

#include "group_commit.hpp"
#include "journal_reports.hpp"
#include "journal_state.hpp"
#include "open_journal.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <utility>

namespace vcenter_connector::store {
namespace {

namespace asio = boost::asio;
using base::errc;
using base::result;

constexpr std::chrono::hours between_age_checks{1};
constexpr std::size_t longest_reason = 1000;

// Never within a UTF-8 sequence.
std::string cut(std::string reason)
{
    auto size = std::min(reason.size(), longest_reason);
    while (size > 0 && size < reason.size() && (static_cast<unsigned char>(reason[size]) & 0xc0U) == 0x80U)
        --size;
    reason.resize(size);
    return reason;
}

class sqlite_journal final : public journal {
public:
    sqlite_journal(sqlite_journal_options options, const sqlite_journal_ports& ports, opened_journal opened)
        : options_(std::move(options)), timers_(ports.timers), room_(timers_), readers_(timers_),
          place_(std::make_shared<place_watch>(options_.vfs.empty() ? options_.path : std::string())),
          reports_(ports.log, options_.path, options_.dead_letters.count), watch_(timers_.make_alarm()),
          commits_(ports, options_.path, hold(std::move(opened.file), std::move(opened.lock)),
                   [this](journal_batch& b) { conclude(b); })
    {
        for (const auto& queue : opened.queues)
            state_.add_stored(queue);
        asio::co_spawn(ports.executor, watch(*this, alive_, watch_), asio::detached);
    }

    ~sqlite_journal() override { watch_->ring(); }

    bool durable() const noexcept override { return true; }

    // Who comes while others wait for room waits behind them; who leaves passes the room on.
    asio::awaitable<result<void>> commit(event_page page) override
    {
        bool waits = full() || !room_.empty();
        while (waits && !closed_ && !commits_.failed()) {
            co_await room_.wait();
            waits = full();
        }
        if (commits_.failed())
            co_return *commits_.failed();
        const auto batch = write(written_form(std::move(page)));
        batch->others.push_back([place = place_](journal_file&) -> result<void> {
            place->look();
            return {};
        });
        if (!full())
            room_.wake_one();
        co_await commits_.ended(batch);
        co_return outcome(*batch);
    }

    asio::awaitable<result<std::optional<resume_point>>> resume(const std::string& instance_uuid) override
    {
        if (commits_.failed())
            co_return *commits_.failed();
        const auto found = std::make_shared<std::optional<resume_point>>();
        const auto batch = ask([found, instance_uuid](journal_file& file) -> result<void> {
            auto point = file.resume(instance_uuid);
            if (!point)
                return point.error();
            *found = std::move(*point);
            return {};
        });
        co_await commits_.ended(batch);
        if (batch->failed)
            co_return *batch->failed;
        co_return std::move(*found);
    }

    asio::awaitable<result<std::vector<queue_news>>> news() override
    {
        while (!state_.has_news() && !closed_ && !commits_.failed())
            co_await readers_.wait();
        if (commits_.failed())
            co_return *commits_.failed();
        co_return state_.take_news();
    }

    asio::awaitable<result<claimed>> read(claim what) override
    {
        if (commits_.failed())
            co_return *commits_.failed();
        if (auto found = state_.read(what))
            co_return std::move(*found);
        const auto request = std::make_shared<journal_batch::claim_read>();
        request->what = std::move(what);
        const auto batch = commits_.next();
        batch->claims.push_back(request);
        commits_.start();
        co_await commits_.ended(batch);
        if (!request->found)
            co_return *batch->failed;
        co_return std::move(*request->found);
    }

    void attempted(std::int64_t id, attempt made, base::wall_time not_before) override
    {
        if (commits_.failed())
            return;
        made.reason = cut(std::move(made.reason));
        write(attempt_write{id, std::move(made), not_before});
    }

    asio::awaitable<result<void>> settle(std::int64_t id, settlement how, std::string reason) override
    {
        if (commits_.failed())
            co_return *commits_.failed();
        settle_write end;
        end.id = id;
        end.how = how;
        end.reason = cut(std::move(reason));
        end.at = timers_.wall();
        const auto batch = write(std::move(end));
        co_await commits_.ended(batch);
        co_return outcome(*batch);
    }

    asio::awaitable<void> flush() override
    {
        if (commits_.failed())
            co_return;
        const auto batch = ask([](journal_file& file) { return file.sync(); });
        co_await commits_.ended(batch);
        reports_.report_dropped(timers_.now(), true);
    }

    std::size_t pending() const noexcept override { return state_.pending(); }

    void close() override
    {
        closed_ = true;
        watch_->ring();
        room_.wake_all();
        readers_.wake_all();
        commits_.close();
    }

private:
    // The lock goes after the file.
    static std::shared_ptr<journal_file> hold(std::unique_ptr<journal_file> file, file_lock lock)
    {
        struct both {
            file_lock lock;
            std::unique_ptr<journal_file> file;
        };
        auto held = std::make_shared<both>(both{std::move(lock), std::move(file)});
        auto* const inner = held->file.get();
        return {std::move(held), inner};
    }

    bool full() const noexcept { return state_.expected() >= options_.max_pending || place_->low(); }

    template <class Write>
    std::shared_ptr<journal_batch> write(Write what)
    {
        state_.begin(what);
        const auto batch = commits_.next();
        batch->writes.emplace_back(std::move(what));
        commits_.start();
        return batch;
    }

    std::shared_ptr<journal_batch> ask(std::function<result<void>(journal_file&)> what)
    {
        const auto batch = commits_.next();
        batch->others.push_back(std::move(what));
        commits_.start();
        return batch;
    }

    page_write written_form(event_page page) const
    {
        page_write write;
        for (auto& [event, functions] : page.entries)
            if (!functions.empty())
                write.entries.push_back(
                    {std::make_shared<const event_record>(std::move(event)), std::move(functions)});
        write.marks = std::move(page.marks);
        write.position = std::move(page.position);
        write.queued_at = timers_.wall();
        return write;
    }

    static result<void> outcome(const journal_batch& batch)
    {
        if (batch.written)
            return {};
        return *batch.failed;
    }

    void conclude(journal_batch& batch)
    {
        state_.conclude(batch);
        reports_.dropped(batch.dropped);
        if (commits_.failed() || closed_)
            room_.wake_all();
        else if (!full())
            room_.wake_one();
        if (commits_.failed() || state_.has_news())
            readers_.wake_all();
    }

    // Looks, now and then, for what other processes did, and tends the file when there is little to do.
    static asio::awaitable<void> watch(sqlite_journal& self, std::weak_ptr<int> alive,
                                       std::shared_ptr<net::alarm> bell)
    {
        while (!alive.expired() && !self.closed_ && !self.commits_.failed()) {
            const auto when = self.timers_.now() + self.options_.look_every;
            co_await bell->wait_until(when);
            if (!alive.expired() && !self.closed_ && !self.commits_.failed())
                self.look();
        }
    }

    void look()
    {
        commits_.look();
        reports_.report_dropped(timers_.now());
        reports_.report_place(*place_);
        const bool check_age = timers_.now() >= next_age_check_;
        if (check_age)
            next_age_check_ = timers_.now() + between_age_checks;
        const bool quiet = commits_.idle();
        if (!commits_.idle() && !commits_.next()->others.empty())
            return;
        ask([now = timers_.wall(), quiet, check_age, place = place_](journal_file& file) -> result<void> {
            place->look();
            if (auto looked = file.look_around(); !looked)
                return looked;
            if (auto synced = file.sync_leftovers(); !synced)
                return synced;
            return quiet || check_age ? file.tend(now, check_age) : result<void>();
        });
    }

    sqlite_journal_options options_;
    net::timers& timers_;
    journal_state state_;
    net::wait_queue room_;
    net::wait_queue readers_;  // of the news
    std::shared_ptr<place_watch> place_;
    journal_reports reports_;
    base::steady_time next_age_check_{};
    bool closed_ = false;
    std::shared_ptr<net::alarm> watch_;
    group_commit commits_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace

base::result<std::unique_ptr<journal>> make_sqlite_journal(sqlite_journal_options options,
                                                           sqlite_journal_ports ports)
{
    options.max_pending = std::max<std::size_t>(options.max_pending, 1);
    auto opened = open_journal(options, ports.log, ports.timers.wall());
    if (!opened)
        return opened.error();
    return std::make_unique<sqlite_journal>(std::move(options), ports, std::move(*opened));
}

}  // namespace vcenter_connector::store
