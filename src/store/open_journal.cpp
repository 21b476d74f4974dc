#include "open_journal.hpp"

#include "salvage.hpp"
#include "schema.hpp"

#include <utility>

namespace vcenter_connector::store {
namespace {

using base::errc;
using base::failure;

// Reading all of a large file takes long: only when the last process ended without a farewell.
void check_content(database& db)
{
    if (db.number("SELECT value FROM facts WHERE name='clean'") != 0)
        return;
    if (db.number("SELECT count(*) FROM pragma_quick_check(1) WHERE quick_check<>'ok'") != 0)
        throw database_error{{errc::journal_corrupt, "its check after an unclean stop failed"}};
    if (db.number("SELECT count(*) FROM deliveries WHERE event NOT IN (SELECT id FROM events)") != 0)
        throw database_error{{errc::journal_corrupt, "deliveries lack their events"}};
}

database open_database(const sqlite_journal_options& options)
{
    database db(options.path, open_mode::create, options.vfs);
    check_version(db);
    configure(db);
    migrate(db);
    return db;
}

opened_journal use(database db, const sqlite_journal_options& options)
{
    db.run("UPDATE facts SET value=0 WHERE name='clean'");
    opened_journal opened;
    opened.file = std::make_unique<journal_file>(std::move(db), options.dead_letters);
    auto queues = opened.file->queues();
    if (!queues)
        throw database_error{queues.error()};
    opened.queues = std::move(*queues);
    return opened;
}

opened_journal open_sound(const sqlite_journal_options& options)
{
    auto db = open_database(options);
    check_content(db);
    return use(std::move(db), options);
}

std::string yes_or_no(bool value)
{
    return value ? "yes" : "no";
}

// Throws `database_error`.
opened_journal begin_anew(const sqlite_journal_options& options, const failure& damage, base::log& log,
                          base::wall_time now)
{
    const auto aside = set_aside(options.path, now);
    if (!aside)
        throw database_error{aside.error()};
    if (const auto made = make_place(options.path); !made)
        throw database_error{made.error()};
    auto db = open_database(options);
    const auto found = salvage(aside->string(), db);
    log.error("The journal was damaged and has been set aside; what could be read of it was carried over",
              {{"damage", damage.message()},
               {"set_aside", aside->string()},
               {"deliveries", std::to_string(found.deliveries)},
               {"dead_letters", std::to_string(found.dead_letters)},
               {"vcenters", std::to_string(found.vcenters)},
               {"all_rows_readable", yes_or_no(found.complete)}});
    return use(std::move(db), options);
}

// A statement that the tables do not allow means that the tables are not what they were.
bool damaged(const failure& f)
{
    return f.is(errc::journal_corrupt) || f.is(errc::journal_failed);
}

std::string cure_of(const failure& f)
{
    if (f.is(errc::disk_full))
        return "; make room on this disk, or choose another with -state-dir";
    if (f.is(errc::disk_read_only))
        return "; let this user write there, or choose another folder with -state-dir";
    if (f.is(errc::journal_foreign))
        return "choose another folder with -state-dir";
    if (f.is(errc::journal_busy))
        return "; end the other process";
    return {};
}

failure refusal(const failure& f, const std::string& path)
{
    return {f.code, path + ": " + f.detail + cure_of(f)};
}

opened_journal open_or_replace(const sqlite_journal_options& options, base::log& log, base::wall_time now)
{
    try {
        return open_sound(options);
    } catch (const database_error& e) {
        if (!damaged(e.why) || !options.vfs.empty())
            throw;
        return begin_anew(options, e.why, log, now);
    }
}

base::result<file_lock> lock_place(const sqlite_journal_options& options)
{
    if (!options.vfs.empty())
        return file_lock();
    if (auto made = make_place(options.path); !made)
        return made.error();
    return lock_journal(options.path);
}

}  // namespace

base::result<opened_journal> open_journal(const sqlite_journal_options& options, base::log& log,
                                          base::wall_time now)
{
    auto lock = lock_place(options);
    if (!lock)
        return lock.error();
    try {
        auto opened = open_or_replace(options, log, now);
        opened.lock = std::move(*lock);
        return opened;
    } catch (const database_error& e) {
        return refusal(e.why, options.path);
    }
}

}  // namespace vcenter_connector::store
