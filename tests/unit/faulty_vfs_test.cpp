#include "support/faulty_vfs.hpp"

#include "support/catch.hpp"

#include <sqlite3.h>

using vcenter_connector::test::disk_change;
using vcenter_connector::test::faulty_vfs;

namespace {

struct connection {
    sqlite3* db = nullptr;
    explicit connection(const faulty_vfs& vfs)
    {
        sqlite3_open_v2("file", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs.name().c_str());
        run("PRAGMA journal_mode=WAL");
    }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { sqlite3_close(db); }

    int run(const char* sql) const { return sqlite3_exec(db, sql, nullptr, nullptr, nullptr); }
    int number(const char* sql) const
    {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
        const int value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
        sqlite3_finalize(statement);
        return value;
    }
};

}  // namespace

TEST_CASE("the faulty VFS is a disk like any other, for several connections", "[faulty-vfs]")
{
    faulty_vfs vfs;
    {
        const connection one(vfs);
        const connection two(vfs);
        REQUIRE(one.run("CREATE TABLE t(x); INSERT INTO t VALUES(1),(2)") == SQLITE_OK);
        CHECK(two.number("SELECT count(*) FROM t") == 2);
        REQUIRE(one.run("BEGIN IMMEDIATE") == SQLITE_OK);
        CHECK(two.run("INSERT INTO t VALUES(3)") == SQLITE_BUSY);
        REQUIRE(one.run("COMMIT") == SQLITE_OK);
        CHECK(two.run("INSERT INTO t VALUES(3)") == SQLITE_OK);
    }
    CHECK(vfs.disk().paths() == std::vector<std::string>{"file"});
    const connection again(vfs);
    CHECK(again.number("SELECT count(*) FROM t") == 3);
}

TEST_CASE("the faulty VFS keeps what was synced when the power fails, and may lose the rest", "[faulty-vfs]")
{
    int lost = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        faulty_vfs vfs;
        {
            const connection c(vfs);
            c.run("PRAGMA synchronous=FULL; CREATE TABLE t(x); INSERT INTO t VALUES(1); PRAGMA "
                  "synchronous=NORMAL;"
                  "INSERT INTO t VALUES(randomblob(9000))");
            vfs.disk().crash(seed);
            CHECK(c.run("INSERT INTO t VALUES(3)") != SQLITE_OK);
        }
        const connection again(vfs);
        const int rows = again.number("SELECT count(*) FROM t");
        CHECK((rows == 1 || rows == 2));
        lost += rows == 1 ? 1 : 0;
        CHECK(again.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check<>'ok'") == 0);
    }
    CHECK(lost > 0);
    CHECK(lost < 40);
}

TEST_CASE("the faulty VFS refuses what it is told to, and a killed process loses nothing", "[faulty-vfs]")
{
    faulty_vfs vfs;
    {
        const connection c(vfs);
        c.run("PRAGMA synchronous=NORMAL; CREATE TABLE t(x)");
        vfs.disk().set_judge([](disk_change what, const std::string&) {
            return what == disk_change::write ? SQLITE_FULL : SQLITE_OK;
        });
        CHECK(c.run("INSERT INTO t VALUES(1)") == SQLITE_FULL);
        vfs.disk().set_judge({});
        CHECK(c.run("INSERT INTO t VALUES(2)") == SQLITE_OK);
        vfs.disk().kill();
    }
    const connection again(vfs);
    CHECK(again.number("SELECT x FROM t") == 2);
}
