// SQLite's connections and statements. Errors are thrown as `database_error` between here and the classes
// that stand at the edge of `store`, which make values of them.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace vcenter_connector::store {

struct database_error {
    base::failure why;
};

/// Whether the same call may succeed later without anybody touching the program.
bool passing(const base::failure& f) noexcept;

struct blob {
    std::string_view bytes;
};

/// Times in the file: nanoseconds since 1970, UTC.
std::int64_t to_number(base::wall_time time) noexcept;
base::wall_time to_time(std::int64_t number) noexcept;

/// One execution of a statement; the statement is free for another one when this goes.
class rows {
public:
    explicit rows(sqlite3_stmt* statement) noexcept : statement_(statement) {}
    rows(const rows&) = delete;
    rows& operator=(const rows&) = delete;
    ~rows();

    /// Goes to the next row; false after the last.
    bool next();
    std::int64_t number(int column) const noexcept;
    std::optional<std::int64_t> maybe_number(int column) const noexcept;
    /// Valid until `next`.
    std::string_view bytes(int column) const noexcept;
    std::string text(int column) const { return std::string(bytes(column)); }
    base::wall_time time(int column) const noexcept { return to_time(number(column)); }

private:
    sqlite3_stmt* statement_;
};

class statement {
public:
    statement(sqlite3* db, std::string_view sql);

    /// Binds the values to ?1, ?2 ...; what strings point to must outlive the rows.
    template <class... Values>
    rows query(const Values&... values)
    {
        int place = 0;
        (bind(++place, values), ...);
        return rows(statement_.get());
    }
    /// Runs it to its end.
    template <class... Values>
    void run(const Values&... values)
    {
        auto all = query(values...);
        while (all.next()) {
        }
    }
    /// Copies a value of another statement's row to ?place.
    void bind_from(int place, sqlite3_stmt* row, int column);
    sqlite3_stmt* raw() const noexcept { return statement_.get(); }

private:
    void bind(int place, std::int64_t value);
    void bind(int place, std::optional<std::int64_t> value);
    void bind(int place, std::string_view text);
    void bind(int place, const blob& value);

    struct finalizer {
        void operator()(sqlite3_stmt* s) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, finalizer> statement_;
};

enum class open_mode { create, existing, read_only };

/// A connection. One thread at a time. Waits up to 5 s for other processes. `vfs` empty: the system's files.
class database {
public:
    database(const std::string& path, open_mode mode, const std::string& vfs);

    sqlite3* raw() const noexcept { return db_.get(); }
    void run(const std::string& sql);
    /// The first column of the first row; 0 without one.
    std::int64_t number(std::string_view sql);
    /// Rows that the last statement changed.
    std::int64_t changes() const noexcept;
    void roll_back() noexcept;

private:
    struct closer {
        void operator()(sqlite3* db) const noexcept;
    };
    std::unique_ptr<sqlite3, closer> db_;
};

/// Rolled back unless it is committed.
class transaction {
public:
    explicit transaction(database& db) : db_(db) { db_.run("BEGIN IMMEDIATE"); }
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;
    ~transaction()
    {
        if (!done_)
            db_.roll_back();
    }
    void commit()
    {
        db_.run("COMMIT");
        done_ = true;
    }

private:
    database& db_;
    bool done_ = false;
};

}  // namespace vcenter_connector::store
