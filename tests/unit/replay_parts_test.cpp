// What a replay counts and says.
#include "../../src/commands/find_function.hpp"
#include "../../src/commands/replay_journal.hpp"
#include "../../src/commands/replay_text.hpp"

#include "support/catch.hpp"
#include "support/manual_timers.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::commands;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const base::wall_time noon{std::chrono::seconds(1'800'000'000)};

store::event_page page_of(std::int32_t first, std::int32_t last)
{
    store::event_page page;
    for (auto key = first; key <= last; ++key) {
        store::event_page::entry entry;
        entry.event.id = "uuid/" + std::to_string(key);
        entry.functions.push_back({"echo", "fn"});
        page.entries.push_back(std::move(entry));
        page.marks.push_back({key, noon + std::chrono::seconds(key)});
    }
    page.position.instance_uuid = "uuid";
    return page;
}

struct journal_fixture {
    void commit(std::int32_t first, std::int32_t last)
    {
        started = start(timers, journal.commit(page_of(first, last)));
    }
    void read()
    {
        store::claim all;
        all.function = {"echo", "fn"};
        start(timers, journal.read(all));
    }
    void settle(std::int64_t id, store::settlement how, std::string reason = {})
    {
        start(timers, journal.settle(id, how, std::move(reason)));
    }

    manual_timers timers;
    int moved = 0;
    replay_journal journal{timers, 3, [this] { ++moved; }};
    std::shared_ptr<std::optional<base::result<void>>> started;
};

}  // namespace

TEST_CASE("a replay's journal counts what was delivered, what failed and why, and knows the oldest left",
          "[app]")
{
    journal_fixture f;
    CHECK_FALSE(f.journal.oldest_waiting());
    f.commit(1, 4);
    f.read();
    f.journal.attempted(2, {}, {});
    CHECK(f.moved == 1);
    CHECK(f.journal.counts().matched == 4);
    CHECK(f.journal.oldest_waiting() == noon + 1s);
    f.settle(2, store::settlement::delivered);
    CHECK(f.journal.oldest_waiting() == noon + 1s);
    f.settle(1, store::settlement::dead, "HTTP 400");
    CHECK(f.journal.oldest_waiting() == noon + 3s);
    f.settle(3, store::settlement::dead, "HTTP 400");
    CHECK(f.journal.counts().failed_in_a_row == 2);
    f.settle(4, store::settlement::delivered);
    CHECK(f.journal.counts().failed_in_a_row == 0);
    CHECK(f.journal.counts().delivered == 2);
    CHECK(f.journal.counts().reasons == std::map<std::string, std::uint64_t>{{"HTTP 400", 2}});
    CHECK_FALSE(f.journal.oldest_waiting());
    CHECK(f.moved == 5);
}

TEST_CASE("a replay's journal holds reading up while it is full", "[app]")
{
    journal_fixture f;
    f.commit(1, 3);
    CHECK(f.started->has_value());
    f.commit(4, 4);
    CHECK_FALSE(f.started->has_value());
    f.read();
    f.settle(1, store::settlement::delivered);
    f.timers.settle();
    CHECK(f.started->has_value());
}

TEST_CASE("a function is found by its name, alone or with its namespace", "[app]")
{
    const std::vector<routing::function> all{{"echo", "a"}, {"echo", "b"}, {"tag", "a"}, {"old", ""}};
    CHECK(find_function(all, "tag")->name == "tag");
    CHECK(find_function(all, "echo.b")->name_space == "b");
    CHECK(find_function(all, "old")->name == "old");
    CHECK_THAT(find_function(all, "echo").error().detail, ContainsSubstring("echo.a or echo.b"));
    CHECK_THAT(find_function(all, "tagg").error().detail, ContainsSubstring("did you mean tag?"));
    CHECK_THAT(find_function({}, "x\x1B").error().detail, ContainsSubstring("nor any other"));
    CHECK(find_function({}, "x\x1B").error().detail.find('\x1B') == std::string::npos);
}

TEST_CASE("the summary of a replay has its reasons by frequency, and says where to go on", "[app]")
{
    replay_summary summary;
    summary.function = "echo";
    summary.read = {10, noon};
    summary.counts.matched = 5;
    summary.counts.failed = 3;
    summary.counts.reasons = {{"HTTP 400", 1}, {"HTTP 500", 2}};
    summary.why_not = "interrupted";
    summary.go_on_from = noon;
    CHECK(
        summary_text(summary) ==
        "Read 10 events, up to 2027-01-15T08:00:00Z; 5 for echo, 0 delivered, 3 failed.\n"
        "  2 x HTTP 500\n  1 x HTTP 400\n"
        "Not complete: interrupted\n"
        "Go on with -since 2027-01-15T08:00:00Z; events after that which were delivered already come again, "
        "with the same X-Event-Id.\n");
    CHECK(
        summary_json(summary) ==
        "{\"function\":\"echo\",\"read\":10,\"upTo\":\"2027-01-15T08:00:00Z\",\"matched\":5,\"delivered\":0,"
        "\"failed\":3,\"reasons\":{\"HTTP 500\":2,\"HTTP "
        "400\":1},\"complete\":false,\"error\":\"interrupted\","
        "\"goOnFrom\":\"2027-01-15T08:00:00Z\"}\n");
}
