#include "schema.hpp"

#include <array>

namespace vcenter_connector::store {
namespace {

using base::errc;

// An event's `id` is that of its first delivery. `shares` counts the deliveries and dead letters of events
// that went to several functions; an event with one only has no row there.
constexpr const char* version_1 = R"(
CREATE TABLE facts(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES('last_id', 0), ('clean', 1);
CREATE TABLE functions(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_space TEXT NOT NULL, UNIQUE(name, name_space));
CREATE TABLE events(
  id INTEGER PRIMARY KEY, event_id TEXT NOT NULL, topic TEXT NOT NULL, object TEXT NOT NULL,
  content_type TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE shares(event INTEGER PRIMARY KEY, uses INTEGER NOT NULL);
CREATE TABLE deliveries(
  function INTEGER NOT NULL, id INTEGER NOT NULL, event INTEGER NOT NULL, shared INTEGER NOT NULL,
  object TEXT NOT NULL, queued_at INTEGER NOT NULL, attempts INTEGER NOT NULL, first_tried INTEGER,
  not_before INTEGER NOT NULL, PRIMARY KEY(function, id)) WITHOUT ROWID;
CREATE TABLE attempts(
  delivery INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL,
  reason TEXT NOT NULL, PRIMARY KEY(delivery, number)) WITHOUT ROWID;
CREATE TABLE dead_letters(
  id INTEGER PRIMARY KEY, function INTEGER NOT NULL, event INTEGER NOT NULL, shared INTEGER NOT NULL,
  queued_at INTEGER NOT NULL, attempts INTEGER NOT NULL, died_at INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE INDEX dead_letters_by_age ON dead_letters(died_at, id);
CREATE TABLE vcenters(
  id INTEGER PRIMARY KEY, instance_uuid TEXT NOT NULL UNIQUE, key INTEGER NOT NULL, time INTEGER NOT NULL,
  resume_from INTEGER NOT NULL);
CREATE TABLE marks(
  vcenter INTEGER NOT NULL, newest INTEGER NOT NULL, number INTEGER NOT NULL, marks BLOB NOT NULL,
  PRIMARY KEY(vcenter, newest, number)) WITHOUT ROWID;
)";

// A line `name: value` for each further header of the invocation.
constexpr const char* version_2 = "ALTER TABLE events ADD COLUMN headers TEXT NOT NULL DEFAULT ''";

// One entry leads from the version of its index to the next one. Never change an entry that was released.
constexpr std::array migrations{version_1, version_2};

}  // namespace

std::int64_t current_version() noexcept
{
    return static_cast<std::int64_t>(migrations.size());
}

std::int64_t check_version(database& db)
{
    const auto application = db.number("PRAGMA application_id");
    const auto version = db.number("PRAGMA user_version");
    const auto tables = db.number("SELECT count(*) FROM sqlite_schema");
    if (application != journal_application && tables > 0)
        throw database_error{{errc::journal_foreign}};
    if (version < 0)
        throw database_error{{errc::journal_corrupt, "its header has version " + std::to_string(version)}};
    if (version > current_version())
        throw database_error{{errc::journal_newer, "the file has version " + std::to_string(version) +
                                                       ", this program knows up to " +
                                                       std::to_string(current_version()) +
                                                       "; use the newer program, or another -state-dir"}};
    return tables == 0 ? 0 : version;
}

void migrate(database& db)
{
    for (auto version = check_version(db); version < current_version(); ++version) {
        transaction step(db);
        db.run(migrations.at(static_cast<std::size_t>(version)));
        db.run("PRAGMA application_id=" + std::to_string(journal_application));
        db.run("PRAGMA user_version=" + std::to_string(version + 1));
        step.commit();
    }
}

void configure(database& db)
{
    db.run("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
           "PRAGMA journal_size_limit=8388608; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF");
}

}  // namespace vcenter_connector::store
