#include "database.hpp"

#include <sqlite3.h>

namespace vcenter_connector::store {
namespace {

using base::errc;

constexpr int busy_milliseconds = 5000;

errc code_of(int extended) noexcept
{
    switch (extended & 0xff) {
    case SQLITE_FULL: return errc::disk_full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN: return errc::disk_read_only;
    case SQLITE_IOERR:
        if (extended == SQLITE_IOERR_SHMSIZE)  // no room for the file that SQLite maps
            return errc::disk_full;
        return extended == SQLITE_IOERR_CORRUPTFS ? errc::journal_corrupt : errc::disk_failed;
    case SQLITE_NOMEM: return errc::disk_failed;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return errc::journal_busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return errc::journal_corrupt;
    default: return errc::journal_failed;
    }
}

[[noreturn]] void fail(sqlite3* db)
{
    const int code = sqlite3_extended_errcode(db);
    throw database_error{
        {code_of(code), std::string(sqlite3_errmsg(db)) + " (SQLite " + std::to_string(code) + ")"}};
}

void check(sqlite3* db, int code)
{
    if (code != SQLITE_OK)
        fail(db);
}

int flags_of(open_mode mode)
{
    const int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (mode) {
    case open_mode::create: return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case open_mode::existing: return common | SQLITE_OPEN_READWRITE;
    case open_mode::read_only: break;
    }
    return common | SQLITE_OPEN_READONLY;
}

}  // namespace

bool passing(const base::failure& f) noexcept
{
    return f.is(errc::disk_full) || f.is(errc::disk_read_only) || f.is(errc::disk_failed) ||
           f.is(errc::journal_busy);
}

std::int64_t to_number(base::wall_time time) noexcept
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

base::wall_time to_time(std::int64_t number) noexcept
{
    return base::wall_time(
        std::chrono::duration_cast<base::wall_time::duration>(std::chrono::nanoseconds(number)));
}

rows::~rows()
{
    sqlite3_reset(statement_);
}

bool rows::next()
{
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        fail(sqlite3_db_handle(statement_));
    return code == SQLITE_ROW;
}

std::int64_t rows::number(int column) const noexcept
{
    return sqlite3_column_int64(statement_, column);
}

std::optional<std::int64_t> rows::maybe_number(int column) const noexcept
{
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL)
        return std::nullopt;
    return number(column);
}

std::string_view rows::bytes(int column) const noexcept
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data ? std::string_view(data, size) : std::string_view();
}

statement::statement(sqlite3* db, std::string_view sql)
{
    sqlite3_stmt* made = nullptr;
    const auto size = static_cast<int>(sql.size());
    const int code = sqlite3_prepare_v3(db, sql.data(), size, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    statement_.reset(made);
    check(db, code);
}

void statement::finalizer::operator()(sqlite3_stmt* s) const noexcept
{
    sqlite3_finalize(s);
}

void statement::bind_from(int place, sqlite3_stmt* row, int column)
{
    check(sqlite3_db_handle(raw()), sqlite3_bind_value(raw(), place, sqlite3_column_value(row, column)));
}

void statement::bind(int place, std::int64_t value)
{
    check(sqlite3_db_handle(raw()), sqlite3_bind_int64(raw(), place, value));
}

void statement::bind(int place, std::optional<std::int64_t> value)
{
    if (value)
        bind(place, *value);
    else
        check(sqlite3_db_handle(raw()), sqlite3_bind_null(raw(), place));
}

void statement::bind(int place, std::string_view text)
{
    const char* data = text.empty() ? "" : text.data();
    check(sqlite3_db_handle(raw()),
          sqlite3_bind_text64(raw(), place, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void statement::bind(int place, const blob& value)
{
    const char* data = value.bytes.empty() ? "" : value.bytes.data();
    check(sqlite3_db_handle(raw()),
          sqlite3_bind_blob64(raw(), place, data, value.bytes.size(), SQLITE_STATIC));
}

database::database(const std::string& path, open_mode mode, const std::string& vfs)
{
    sqlite3* made = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &made, flags_of(mode), vfs.empty() ? nullptr : vfs.c_str());
    db_.reset(made);
    check(made, code);
    check(made, sqlite3_busy_timeout(made, busy_milliseconds));
}

void database::closer::operator()(sqlite3* db) const noexcept
{
    sqlite3_close_v2(db);
}

void database::run(const std::string& sql)
{
    check(raw(), sqlite3_exec(raw(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t database::number(std::string_view sql)
{
    statement once(raw(), sql);
    auto all = once.query();
    return all.next() ? all.number(0) : 0;
}

std::int64_t database::changes() const noexcept
{
    return sqlite3_changes(raw());
}

void database::roll_back() noexcept
{
    if (sqlite3_get_autocommit(raw()) == 0)
        sqlite3_exec(raw(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace vcenter_connector::store
