// The SQLite journal with its thread, on a real event loop.
#include "support/background.hpp"
#include "support/catch.hpp"
#include "support/journal_world.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/use_future.hpp>

using namespace vcenter_connector;
using store::settlement;
using test::make_entry;
using test::make_page;
namespace asio = boost::asio;

namespace {

asio::awaitable<void> write_pages(store::journal& journal, int pages)
{
    for (int key = 0; key < pages; ++key) {
        auto page = make_page(key, {});
        for (int n = 0; n < 10; ++n)
            page.entries.push_back(make_entry(key * 10 + n, {"a", "b"}, "vm-" + std::to_string(n)));
        const auto done = co_await journal.commit(std::move(page));
        CHECK(done);
    }
}

asio::awaitable<int> deliver_all(store::journal& journal, int wanted)
{
    int delivered = 0;
    while (delivered < wanted) {
        const auto news = co_await journal.news();
        for (const auto& queue : news.value()) {
            store::claim what;
            what.function = queue.function;
            const auto found = co_await journal.read(what);
            for (const auto& d : found.value().deliveries) {
                journal.attempted(d.id, {d.queued_at, 500, "no"}, d.queued_at);
                const auto settled = co_await journal.settle(d.id, settlement::delivered, {});
                CHECK(settled);
                ++delivered;
            }
        }
    }
    co_await journal.flush();
    co_return delivered;
}

}  // namespace

TEST_CASE("the SQLite journal works with a thread of its own", "[sqlite]")
{
    const test::temporary_folder folder;
    test::memory_log log;
    for (int round = 0; round < 2; ++round) {
        test::background loop;
        const auto timers = net::make_timers(loop.executor());
        auto disk = store::make_thread_worker(loop.executor());
        std::unique_ptr<store::journal> journal;
        loop.run([&] {
            store::sqlite_journal_options options;
            options.path = (folder.path() / "journal.db").string();
            options.max_pending = 60;
            auto made = store::make_sqlite_journal(options, {loop.executor(), *timers, *disk, log, {}});
            REQUIRE(made);
            journal = std::move(*made);
        });
        auto written = asio::co_spawn(loop.executor(), write_pages(*journal, 30), asio::use_future);
        auto delivered = asio::co_spawn(loop.executor(), deliver_all(*journal, 600), asio::use_future);
        written.get();
        CHECK(delivered.get() == 600);
        loop.run([&] {
            CHECK(journal->pending() == 0);
            journal.reset();
        });
        disk.reset();  // ends when the file is closed
    }
    CHECK(log.lines().empty());
}
