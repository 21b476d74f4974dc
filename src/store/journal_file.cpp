#include "journal_file.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::store {
namespace {

using base::errc;

constexpr std::int64_t worthwhile_free_pages = 256;
constexpr const char* vacuum_step = "PRAGMA incremental_vacuum(256)";

}  // namespace

journal_file::journal_file(database db, dead_letter_limits limits)
    : db_(std::move(db)), functions_(db_), events_(db_), deliveries_(db_, functions_, events_),
      positions_(db_), dead_(db_, deliveries_, events_, limits),
      last_id_(db_.raw(), "SELECT value FROM facts WHERE name='last_id'"),
      set_last_id_(db_.raw(), "UPDATE facts SET value=?1 WHERE name='last_id'"),
      data_version_(db_.raw(), "PRAGMA data_version")
{
    known_last_ = last_id();
}

template <class Work>
auto journal_file::guarded(Work work) -> base::result<decltype(work())>
{
    try {
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const database_error& e) {
        db_.roll_back();
        functions_.forget();
        events_.forget();
        deliveries_.forget();
        dead_.forget();
        suspect_ = suspect_ || e.why.is(errc::disk_failed);
        return e.why;
    }
}

// The first checkpoint of a vCenter is where everything begins: without it reading would begin later after a
// power cut. Later ones without deliveries may be lost.
bool journal_file::needs_full_sync(const std::vector<journal_write>& batch) const
{
    return std::any_of(batch.begin(), batch.end(), [this](const journal_write& write) {
        const auto* page = std::get_if<page_write>(&write);
        return page && (!page->entries.empty() || positioned_.count(page->position.instance_uuid) == 0);
    });
}

base::result<void> journal_file::write(std::vector<journal_write>& batch)
{
    return guarded([&] {
        make_safe();
        if (const bool full = needs_full_sync(batch); full != full_sync_) {
            db_.run(full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            full_sync_ = full;
        }
        apply(batch);
        leftovers_ = !full_sync_;
        for (const auto& write : batch)
            if (const auto* page = std::get_if<page_write>(&write))
                positioned_.insert(page->position.instance_uuid);
    });
}

void journal_file::apply(std::vector<journal_write>& batch)
{
    const auto arrived = arrivals_.size();
    const auto known = known_last_;
    const auto dropped = dropped_;
    transaction all(db_);
    try {
        const auto last = last_id();
        note_arrivals(last);
        next_id_ = last;
        for (auto& write : batch)
            std::visit([this](auto& one) { apply(one); }, write);
        if (next_id_ != last)
            set_last_id(next_id_);
        dropped_.by_count += dead_.drop_surplus().by_count;
        all.commit();
        known_last_ = next_id_;
    } catch (const database_error&) {
        arrivals_.resize(arrived);
        known_last_ = known;
        dropped_ = dropped;
        throw;
    }
}

void journal_file::apply(page_write& page)
{
    page.first_id = next_id_ + 1;
    for (const auto& [event, functions] : page.entries) {
        const auto event_row = next_id_ + 1;
        events_.add(event_row, event, functions.size());
        for (const auto& function : functions) {
            const delivery_row row{
                functions_.number_of(function), ++next_id_, event_row, functions.size() > 1,
                to_number(page.queued_at),      0};
            deliveries_.add(row, event->object);
        }
    }
    positions_.move(page.position, page.marks);
}

void journal_file::apply(attempt_write& attempt)
{
    deliveries_.attempted(attempt);
}

void journal_file::apply(settle_write& settlement)
{
    const auto row = deliveries_.remove(settlement.id);
    settlement.ended = row.has_value();
    if (!row)
        return;
    settlement.function = functions_.name_of(row->function);
    if (settlement.how == settlement::dead) {
        dead_.add(*row, settlement);
        return;
    }
    if (row->attempts > 0)
        deliveries_.remove_attempts(row->id);
    events_.release(row->event, row->shared);
}

// After a failed sync the system may believe pages to be on the disk that are not, and a hole in the WAL
// would hide all that comes after it. Everything goes into the database first, from memory.
void journal_file::make_safe()
{
    if (!suspect_)
        return;
    if (db_.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        throw database_error{{errc::journal_busy, "another process reads while the file is being repaired"}};
    suspect_ = false;
}

std::int64_t journal_file::last_id()
{
    auto found = last_id_.query();
    if (!found.next())
        throw database_error{{errc::journal_corrupt, "the last id is not there"}};
    return found.number(0);
}

void journal_file::set_last_id(std::int64_t id)
{
    set_last_id_.run(id);
}

void journal_file::note_arrivals(std::int64_t last)
{
    if (last == known_last_)
        return;
    for (auto& queue : deliveries_.queues(known_last_))
        arrivals_.push_back(std::move(queue));
    known_last_ = last;
}

base::result<void> journal_file::sync_leftovers()
{
    auto done = leftovers_ ? sync() : base::result<void>();
    if (done)
        leftovers_ = false;
    return done;
}

base::result<claimed> journal_file::read(const claim& what)
{
    return guarded([&] { return deliveries_.read(what); });
}

base::result<std::optional<resume_point>> journal_file::resume(const std::string& instance_uuid)
{
    return guarded([&] { return positions_.find(instance_uuid); });
}

base::result<std::vector<queue_size>> journal_file::queues()
{
    return guarded([&] { return deliveries_.queues(0); });
}

base::result<void> journal_file::sync()
{
    return guarded([&] { db_.run("PRAGMA wal_checkpoint(PASSIVE)"); });
}

base::result<void> journal_file::look_around()
{
    return guarded([&] {
        std::int64_t version = 0;
        {
            auto found = data_version_.query();
            found.next();
            version = found.number(0);
        }
        if (version == seen_version_)
            return;
        dead_.forget();
        db_.run("BEGIN");
        note_arrivals(last_id());
        db_.run("COMMIT");
        seen_version_ = version;
    });
}

base::result<void> journal_file::tend(base::wall_time now, bool check_age)
{
    return guarded([&] {
        make_safe();
        while (check_age) {
            transaction some(db_);
            const auto dropped = dead_.drop_old(now);
            some.commit();
            dropped_.by_age += dropped.by_age;
            if (dropped.by_age == 0)
                break;
        }
        give_space_back();
    });
}

void journal_file::give_space_back()
{
    const auto free = db_.number("PRAGMA freelist_count");
    if (free > worthwhile_free_pages && 4 * free > db_.number("PRAGMA page_count"))
        db_.run(vacuum_step);
}

std::vector<queue_size> journal_file::take_arrivals()
{
    return std::exchange(arrivals_, {});
}

dropped_letters journal_file::take_dropped()
{
    return std::exchange(dropped_, {});
}

void journal_file::close_cleanly() noexcept
{
    try {
        db_.run("UPDATE facts SET value=1 WHERE name='clean'");
    } catch (const database_error&) {
    }
}

}  // namespace vcenter_connector::store
