#include "open_journal.hpp"

#include "salvage.hpp"
#include "schema.hpp"

#include <filesystem>
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
    // Not as a table: there, newer releases of SQLite take the number for the name of a table.
    statement check(db.raw(), "PRAGMA quick_check(1)");
    if (auto found = check.query(); !found.next() || found.bytes(0) != "ok")
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

void demand(const base::result<void>& done)
{
    if (!done)
        throw database_error{done.error()};
}

// Where a damaged journal is rewritten, and what that is called when it is whole: until then the damaged one
// stays where it is, and a start that was cut short is begun again.
std::string unfinished_name(const std::string& path)
{
    return path + ".salvage";
}
std::string finished_name(const std::string& path)
{
    return path + ".salvaged";
}

salvaged rewrite(const sqlite_journal_options& options)
{
    auto fresh = options;
    fresh.path = unfinished_name(options.path);
    demand(remove_database(fresh.path));
    demand(make_place(fresh.path));
    salvaged found;
    {
        auto db = open_database(fresh);
        found = salvage(options.path, db);
        if (db.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            throw database_error{{errc::journal_busy, "another process reads the file that is being made"}};
    }
    demand(move_to(fresh.path, finished_name(options.path)));
    return found;
}

std::string put_in_place(const std::string& path, base::wall_time now)
{
    const auto aside = set_aside(path, now);
    if (!aside)
        throw database_error{aside.error()};
    demand(move_to(finished_name(path), path));
    return aside->string();
}

// Throws `database_error`.
opened_journal begin_anew(const sqlite_journal_options& options, const failure& damage, base::log& log,
                          base::wall_time now)
{
    log.warn("The journal is damaged; what can be read of it is being carried over",
             {{"file", options.path}, {"damage", damage.message()}});
    const auto found = rewrite(options);
    const auto aside = put_in_place(options.path, now);
    log.error("The journal was damaged and has been set aside; what could be read of it was carried over",
              {{"damage", damage.message()},
               {"set_aside", aside},
               {"deliveries", std::to_string(found.deliveries)},
               {"dead_letters", std::to_string(found.dead_letters)},
               {"vcenters", std::to_string(found.vcenters)},
               {"all_rows_readable", yes_or_no(found.complete)}});
    return use(open_database(options), options);
}

void finish_what_was_begun(const sqlite_journal_options& options, base::log& log, base::wall_time now)
{
    if (!options.vfs.empty() || !std::filesystem::exists(finished_name(options.path)))
        return;
    const auto aside = put_in_place(options.path, now);
    log.error("The journal was damaged, and the start that carried over what could be read of it was cut "
              "short; that is finished now",
              {{"set_aside", aside}});
}

// SQLite would throw the log of an empty file away: somebody has removed or emptied the file itself.
void keep_orphaned_log(const sqlite_journal_options& options, base::log& log, base::wall_time now)
{
    namespace fs = std::filesystem;
    std::error_code missing;
    if (!options.vfs.empty() || fs::file_size(options.path, missing) > 0 || missing ||
        fs::file_size(options.path + "-wal", missing) == 0 || missing)
        return;
    const auto aside = set_aside(options.path, now);
    if (!aside)
        throw database_error{aside.error()};
    demand(make_place(options.path));
    log.error(
        "The journal's file is missing or empty, but what was written last is there beside it; that has "
        "been set aside, and the journal begins anew",
        {{"set_aside", aside->string() + "-wal"}});
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
    finish_what_was_begun(options, log, now);
    keep_orphaned_log(options, log, now);
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
