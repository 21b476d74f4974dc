// What is found when a journal's file is opened: left in a hurry, damaged, of another version or program.
#include "support/catch.hpp"
#include "support/journal_world.hpp"
#include "support/temporary_folder.hpp"

#include <sqlite3.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace vcenter_connector;
using Catch::Matchers::ContainsSubstring;
using store::settlement;
using test::journal_world;
using test::make_entry;
using test::make_page;
namespace fs = std::filesystem;

namespace {

// As the first release writes it, with one delivery and one dead letter.
constexpr const char* version_1_file = R"(
PRAGMA auto_vacuum=INCREMENTAL;
CREATE TABLE facts(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES('last_id', 2), ('clean', 1);
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
INSERT INTO functions VALUES(1, 'a', 'ns');
INSERT INTO events VALUES(1, 'uuid/1', 'vm.powered.on', 'vm-1', 'application/json', CAST('{}' AS BLOB)),
                         (2, 'uuid/2', 'vm.powered.on', 'vm-1', '', CAST('{}' AS BLOB));
INSERT INTO deliveries VALUES(1, 1, 1, 0, 'vm-1', 1700000000000000000, 0, NULL, 0);
INSERT INTO dead_letters VALUES(2, 1, 2, 0, 1700000000000000000, 1, 1700000001000000000, 'HTTP 400');
INSERT INTO vcenters VALUES(1, 'uuid', 2, 1700000002000000000, 1700000000000000000);
PRAGMA application_id=0x76434a4c;
PRAGMA user_version=1;
)";

struct place {
    const test::temporary_folder folder;
    fs::path file = folder.path() / "journal.db";
    journal_world world{file.string()};

    /// Events 1 to `count` for function a, every tenth a dead letter.
    void fill(int count)
    {
        world.open();
        auto page = make_page(count, {});
        for (int key = 1; key <= count; ++key)
            page.entries.push_back(make_entry(key, {"a"}, "vm-" + std::to_string(key % 5), 500));
        world.commit(std::move(page)).value();
        for (int id = 10; id <= count; id += 10)
            world.settle(id, settlement::dead, "why").value();
    }
    /// Those after `first`, in one batch.
    void settle_all(std::int64_t first, std::int64_t count)
    {
        world.disk.hold();
        for (auto id = first + 1; id <= first + count; ++id)
            world.timers.spawn(
                [](store::journal& journal, std::int64_t which) -> boost::asio::awaitable<void> {
                    const auto settled = co_await journal.settle(which, settlement::delivered, {});
                    CHECK(settled);
                }(*world.journal, id));
        world.timers.settle();
        world.disk.release();
        world.flush();
    }
    void sql(const char* text) const
    {
        sqlite3* db = nullptr;
        sqlite3_open(file.c_str(), &db);
        CHECK(sqlite3_exec(db, text, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(db);
    }
    std::vector<std::string> aside() const
    {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder.path()))
            if (const auto name = entry.path().filename().string(); name.find("corrupt") != std::string::npos)
                if (!name.ends_with("-wal") && !name.ends_with("-shm"))
                    found.push_back(name);
        return found;
    }
    void overwrite(std::uint64_t at, const std::string& bytes) const
    {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(at));
        out << bytes;
    }
};

}  // namespace

TEST_CASE("a copy of the journal's files while it is open is a whole journal: what a killed process leaves",
          "[sqlite]")
{
    place given;
    given.fill(50);
    given.world.settle(1).value();
    const fs::path copy = given.folder.path() / "copy";
    fs::create_directory(copy);
    for (const auto* name : {"journal.db", "journal.db-wal"})
        fs::copy(given.folder.path() / name, copy / name);
    given.world.settle(2).value();

    journal_world other((copy / "journal.db").string());
    other.open();
    CHECK(other.journal->pending() == 44);
    CHECK(other.ids("a").front() == 2);
    CHECK(other.resume().value()->position.newest.key == 50);
    CHECK(other.log.lines().empty());
    other.commit(make_page(51, {"a"})).value();
    CHECK(other.ids("a").back() == 51);
}

TEST_CASE("a journal of a newer version is refused and left alone", "[sqlite]")
{
    place given;
    given.fill(1);
    given.world.journal.reset();
    given.sql("PRAGMA user_version=99");
    const auto refused = given.world.try_open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().is(base::errc::journal_newer));
    CHECK_THAT(refused.error().message(), ContainsSubstring("version 99") && ContainsSubstring("up to 2"));
    const auto letters = store::open_dead_letters(given.file.string());
    REQUIRE_FALSE(letters);
    CHECK(letters.error().is(base::errc::journal_newer));
    CHECK(given.aside().empty());
    given.sql("PRAGMA user_version=2");
    given.world.open();
    CHECK(given.world.journal->pending() == 1);
}

TEST_CASE("a journal of version 1 goes on, and its events have no headers", "[sqlite]")
{
    place given;
    given.sql(version_1_file);
    const auto early = store::open_dead_letters(given.file.string());
    REQUIRE_FALSE(early);
    CHECK(early.error().is(base::errc::journal_missing));
    CHECK_THAT(early.error().message(), ContainsSubstring("of an older version (1, not 2)") &&
                                            ContainsSubstring("takes it over when it starts next") &&
                                            !ContainsSubstring("empty"));
    given.world.open();
    CHECK(given.world.log.lines().empty());
    CHECK(given.world.journal->pending() == 1);
    CHECK(given.world.resume().value()->position.newest.key == 2);
    given.world.commit(make_page(9, {"a"})).value();
    const auto found = given.world.read("a").deliveries;
    REQUIRE(found.size() == 2);
    CHECK(found[0].event->id == "uuid/1");
    CHECK(found[0].event->body == "{}");
    CHECK(found[0].event->headers.empty());
    CHECK(found[1].event->headers.size() == 2);
    const auto letter = given.world.dead_letters()->show(2).value();
    REQUIRE(letter);
    CHECK(letter->event.id == "uuid/2");
    CHECK(letter->event.headers.empty());
    given.world.open();
    CHECK(given.world.journal->pending() == 2);
}

TEST_CASE("a damaged journal of version 1 is carried over, too", "[sqlite]")
{
    place given;
    given.sql(version_1_file);
    given.sql("DROP TABLE attempts; UPDATE facts SET value=0 WHERE name='clean'");
    given.sql("CREATE TABLE copy AS SELECT * FROM events; DROP TABLE events;"
              "CREATE VIEW events AS SELECT * FROM copy");
    given.world.open();
    CHECK(given.aside().size() == 1);
    CHECK(given.world.journal->pending() == 1);
    CHECK(given.world.read("a").deliveries.at(0).event->id == "uuid/1");
}

TEST_CASE("headers survive the rewriting of a damaged journal, in deliveries and dead letters", "[sqlite]")
{
    place given;
    given.fill(20);
    given.world.journal.reset();
    given.sql("DROP TABLE attempts");
    given.world.open();
    REQUIRE(given.aside().size() == 1);
    const auto found = given.world.read("a").deliveries;
    REQUIRE(found.size() == 18);
    for (const auto& each : found)
        CHECK(each.event->headers.size() == 2);
    CHECK(given.world.dead_letters()->show(10).value()->event.headers.at(0).value == "10");
}

TEST_CASE("nothing in a header can leave its line in the journal's file", "[sqlite]")
{
    place given;
    given.world.open();
    auto page = make_page(1, {"a"});
    page.entries[0].event.headers = {{"x\ny", "1\r\nEvil: 2"}, {"z", ""}, {"t: u", "\xC3\xA9"}};
    given.world.commit(std::move(page)).value();
    given.world.open();
    CHECK(given.world.read("a").deliveries.at(0).event->headers ==
          base::headers{{"x%0Ay", "1%0D%0AEvil: 2"}, {"z", ""}, {"t", "u: %C3%A9"}});
}

TEST_CASE("the database of another program is refused and left alone", "[sqlite]")
{
    place given;
    given.sql("CREATE TABLE theirs(x)");
    const auto before = given.folder.read("journal.db");
    const auto refused = given.world.try_open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().is(base::errc::journal_foreign));
    CHECK_THAT(refused.error().message(), ContainsSubstring("-state-dir"));
    CHECK(given.folder.read("journal.db") == before);
}

TEST_CASE("an empty file becomes a journal", "[sqlite]")
{
    place given;
    given.folder.write("journal.db", "");
    given.world.open();
    CHECK(given.world.journal->pending() == 0);
}

TEST_CASE("a file that is no database is set aside, each time", "[sqlite]")
{
    place given;
    const std::string garbage(5000, 'g');
    for (int times = 1; times <= 3; ++times) {
        given.world.journal.reset();
        given.folder.write("journal.db", garbage);
        given.world.open();
        CHECK(given.world.journal->pending() == 0);
        CHECK(given.aside().size() == static_cast<std::size_t>(times));
    }
    for (const auto& name : given.aside())
        CHECK(given.folder.read(name) == garbage);
    CHECK(given.world.log.count(base::log_level::error, "has been set aside") == 3);
    CHECK(given.world.log.contains("all_rows_readable=no"));
}

// Found by a fuzzer: it ended the program.
TEST_CASE("a journal whose header has a version that no program writes is set aside", "[sqlite]")
{
    place given;
    given.fill(1);
    given.world.journal.reset();
    given.sql("PRAGMA user_version=-1409286145");
    const auto letters = store::open_dead_letters(given.file.string());
    REQUIRE_FALSE(letters);
    CHECK(letters.error().is(base::errc::journal_corrupt));
    given.world.open();
    CHECK(given.world.journal->pending() == 0);
    CHECK(given.aside().size() == 1);
}

TEST_CASE("what can be read of a damaged journal is carried over", "[sqlite]")
{
    place given;
    given.fill(2000);
    given.world.journal.reset();
    const auto size = fs::file_size(given.file);
    given.overwrite(size / 2, std::string(8192, '\x5a'));
    given.sql("PRAGMA schema_version");
    const auto damaged = given.folder.read("journal.db");

    std::optional<std::size_t> kept;
    if (given.world.try_open()) {
        store::claim what;
        what.function = {"a", "ns"};
        // The stop was clean: the damage shows once it is come upon, and for good.
        while (given.world.fatal.empty()) {
            const auto got = given.world.maybe(given.world.journal->read(what));
            REQUIRE(got);
            if (!*got)
                break;
            REQUIRE_FALSE((*got)->deliveries.empty());
            for (const auto& d : (*got)->deliveries)
                given.world.maybe(given.world.journal->settle(d.id, settlement::dead, "later"));
        }
        REQUIRE(given.world.fatal.size() == 1);
        CHECK(given.world.fatal.front().is(base::errc::journal_corrupt));
        CHECK_FALSE(given.world.commit(make_page(3000, {"a"})));
        CHECK_FALSE(given.world.settle(5));
        CHECK_FALSE(given.world.resume());
        CHECK_FALSE(given.world.get(given.world.journal->news()));
        given.world.flush();
        given.world.open();
    }
    REQUIRE(given.aside().size() >= 1);
    CHECK(given.world.log.contains("The journal was damaged and has been set aside"));
    CHECK(given.world.resume().value()->position.newest.key == 2000);
    std::size_t letters = 0;
    given.world.dead_letters()->list({}, [&](const auto&) { return ++letters > 0; }).value();
    CHECK(given.world.journal->pending() + letters > 1000);
    CHECK(given.world.journal->pending() + letters < 2000);
    given.world.commit(make_page(3000, {"a"})).value();
    store::claim newest;
    newest.function = {"a", "ns"};
    newest.after = 1'000'000;
    CHECK(given.world.read(newest).deliveries.at(0).event->id == "uuid/3000");
}

TEST_CASE("after an unclean stop the whole file is checked", "[sqlite]")
{
    place given;
    given.fill(2000);
    given.world.journal.reset();
    given.sql("UPDATE facts SET value=0 WHERE name='clean'");
    given.world.open();
    CHECK(given.aside().empty());
    given.world.journal.reset();
    given.overwrite(fs::file_size(given.file) / 2, std::string(8192, '\x5a'));
    given.sql("UPDATE facts SET value=0 WHERE name='clean'");
    given.world.open();
    CHECK(given.aside().size() == 1);
    CHECK(given.world.log.contains("check after an unclean stop"));
    CHECK(given.world.journal->pending() > 500);
    CHECK(given.world.resume().value()->position.newest.key == 2000);
}

TEST_CASE("tables that are not what they were are set aside, too", "[sqlite]")
{
    place given;
    given.fill(20);
    given.world.journal.reset();
    given.sql("DROP TABLE attempts");
    given.world.open();
    CHECK(given.aside().size() == 1);
    CHECK(given.world.journal->pending() == 18);
    CHECK(given.world.ids("a").size() == 18);
}

namespace {

/// As long as it lives, no file grows beyond `bytes`: as on a disk that is full.
class file_size_limit {
public:
    explicit file_size_limit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limited{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limited);
    }
    file_size_limit(const file_size_limit&) = delete;
    file_size_limit& operator=(const file_size_limit&) = delete;
    ~file_size_limit()
    {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    void (*handler_)(int);
    rlimit before_{};
};

}  // namespace

TEST_CASE("a damaged journal that cannot be carried over for the moment stays where it is", "[sqlite]")
{
    place given;
    given.fill(500);
    given.world.journal.reset();
    given.sql("DROP TABLE attempts");
    {
        const file_size_limit full(100'000);
        CHECK_FALSE(given.world.try_open());
    }
    given.world.open();
    CHECK(given.world.journal->pending() == 450);
    CHECK(given.world.resume().value()->position.newest.key == 500);
    CHECK(given.aside().size() == 1);
    CHECK(given.world.log.count(base::log_level::error, "has been set aside") == 1);
}

TEST_CASE("a row that makes no sense is left out, and those behind it are carried over", "[sqlite]")
{
    place given;
    given.fill(20);
    given.world.journal.reset();
    given.sql(
        "CREATE TABLE copy AS SELECT * FROM events; DROP TABLE events;"
        "CREATE TABLE events(id INTEGER PRIMARY KEY, event_id, topic, object, content_type, body, headers);"
        "INSERT INTO events SELECT * FROM copy; UPDATE events SET topic=NULL WHERE id=3;"
        "DROP TABLE copy; DROP TABLE attempts;");
    given.world.open();
    CHECK(given.world.journal->pending() == 17);
    CHECK(given.world.log.contains("all_rows_readable=no"));
}

TEST_CASE("a start that was cut short while it put a rewritten journal in place is finished", "[sqlite]")
{
    place given;
    given.fill(20);
    given.world.journal.reset();
    fs::rename(given.file, given.file.string() + ".salvaged");
    given.folder.write("journal.db", "damaged");
    given.world.open();
    CHECK(given.world.journal->pending() == 18);
    REQUIRE(given.aside().size() == 1);
    CHECK(given.folder.read(given.aside()[0]) == "damaged");
    CHECK(given.world.log.contains("that is finished now"));
}

TEST_CASE("the journal's file does not grow when as much leaves it as comes", "[sqlite]")
{
    place given;
    given.world.open();
    std::uintmax_t after_two = 0;
    for (int round = 0; round < 20; ++round) {
        auto page = make_page(round, {});
        for (int key = 0; key < 2500; ++key)
            page.entries.push_back(make_entry(round * 2500 + key, {"a", "b"}, "vm", 700));
        given.world.commit(std::move(page)).value();
        for (int part = 0; part < 10; ++part)
            given.settle_all(round * 5000 + part * 500, 500);
        REQUIRE(given.world.journal->pending() == 0);
        const auto size = fs::file_size(given.file) + fs::file_size(given.file.string() + "-wal");
        if (round == 1)
            after_two = size;
        else if (round > 1)
            CHECK(size <= after_two + after_two / 5);
    }
    const auto full = fs::file_size(given.file);
    given.world.timers.advance(std::chrono::minutes(5));
    given.world.journal.reset();
    CHECK(fs::file_size(given.file) < full * 3 / 4);
}

TEST_CASE("a journal whose file is taken away while it works says so, once", "[sqlite]")
{
    const auto name = GENERATE(as<std::string>(), "journal.db", "journal.lock");
    place given;
    given.fill(2);
    fs::remove(fs::path(given.file).replace_filename(name));
    given.world.timers.advance(std::chrono::seconds(10));
    CHECK(given.world.log.count(base::log_level::error, "The journal's files were removed or replaced") == 1);
}

TEST_CASE("the log of a journal whose file was removed is kept", "[sqlite]")
{
    place given;
    given.world.open();
    given.world.journal.reset();
    fs::resize_file(given.file, 0);
    std::ofstream(given.file.string() + "-wal") << "what was written last";
    given.world.open();
    REQUIRE(given.world.log.count(base::log_level::error, "The journal's file is missing or empty") == 1);
    std::size_t kept = 0;
    for (const auto& entry : fs::directory_iterator(given.folder.path()))
        if (entry.path().string().ends_with("-wal") &&
            entry.path().string().find("corrupt") != std::string::npos)
            kept += entry.file_size() == 21 ? 1U : 0U;
    CHECK(kept == 1);
}
