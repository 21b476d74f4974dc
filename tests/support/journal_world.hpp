// A SQLite journal with everything that it needs, on a clock moved by hand, and short words for what tests do
// with it.
#pragma once

#include "support/inline_worker.hpp"
#include "support/manual_timers.hpp"
#include "support/memory_log.hpp"

#include "vcenter_connector/store/dead_letters.hpp"
#include "vcenter_connector/store/sqlite_journal.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace vcenter_connector::test {

/// Event `key` of object `object` with `size` bytes for these functions (namespace "ns"); at second `key`.
inline store::event_page::entry make_entry(std::int32_t key, std::vector<std::string> functions,
                                           std::string object = "vm-1", std::size_t size = 20)
{
    store::event_page::entry entry;
    entry.event = {"uuid/" + std::to_string(key),
                   "vm.powered.on",
                   std::move(object),
                   std::string(size, static_cast<char>('a' + key % 26)),
                   "application/json",
                   {{"ce-id", std::to_string(key)}, {"ce-subject", "a%20b: c"}}};
    for (auto& name : functions)
        entry.functions.push_back({std::move(name), "ns"});
    return entry;
}

inline base::wall_time second(int number)
{
    return base::wall_time(std::chrono::seconds(1'700'000'000 + number));
}

/// A page of one event, read up to it, with an overlap of `overlap` seconds.
inline store::event_page make_page(std::int32_t key, std::vector<std::string> functions,
                                   std::string object = "vm-1", int overlap = 3)
{
    store::event_page page;
    page.marks = {{key, second(key)}};
    page.position = {"uuid", page.marks.front(), second(key - overlap)};
    if (!functions.empty())
        page.entries.push_back(make_entry(key, std::move(functions), std::move(object)));
    return page;
}

struct journal_world {
    manual_timers timers;
    inline_worker disk{timers.context().get_executor()};
    memory_log log;
    store::sqlite_journal_options options;
    std::vector<base::failure> fatal;
    std::unique_ptr<store::journal> journal;

    explicit journal_world(std::string path, std::string vfs = {})
    {
        options.path = std::move(path);
        options.vfs = std::move(vfs);
    }

    base::result<void> try_open()
    {
        journal.reset();
        timers.settle();
        auto made =
            store::make_sqlite_journal(options, {timers.context().get_executor(), timers, disk, log,
                                                 [this](base::failure f) { fatal.push_back(std::move(f)); }});
        if (!made)
            return made.error();
        journal = std::move(*made);
        return {};
    }
    void open()
    {
        if (const auto opened = try_open(); !opened)
            throw std::runtime_error(opened.error().message());
    }

    /// Runs it until it returns, or for a minute.
    template <class T>
    std::optional<T> maybe(boost::asio::awaitable<T> task)
    {
        const auto value = start(timers, std::move(task));
        timers.advance_until([&] { return value->has_value(); }, std::chrono::minutes(1));
        return std::move(*value);
    }
    template <class T>
    T get(boost::asio::awaitable<T> task)
    {
        auto value = maybe(std::move(task));
        if (!value)
            throw std::runtime_error("it did not return");
        return std::move(*value);
    }

    base::result<void> commit(store::event_page page) { return get(journal->commit(std::move(page))); }
    base::result<void> settle(std::int64_t id, store::settlement how = store::settlement::delivered,
                              std::string why = {})
    {
        return get(journal->settle(id, how, std::move(why)));
    }
    void flush()
    {
        timers.spawn(journal->flush());
        timers.settle();
    }
    base::result<std::optional<store::resume_point>> resume() { return get(journal->resume("uuid")); }
    store::claimed read(store::claim what)
    {
        auto found = get(journal->read(std::move(what)));
        return std::move(found.value());
    }
    store::claimed read(const std::string& function, std::int64_t after = 0)
    {
        store::claim what;
        what.function = {function, "ns"};
        what.after = after;
        return read(std::move(what));
    }
    std::vector<std::int64_t> ids(const std::string& function, std::int64_t after = 0)
    {
        std::vector<std::int64_t> all;
        for (const auto& d : read(function, after).deliveries)
            all.push_back(d.id);
        return all;
    }
    /// Function and newest id; empty when there is no news.
    std::map<std::string, std::int64_t> news()
    {
        const auto found = start(timers, journal->news());
        std::map<std::string, std::int64_t> all;
        if (found->has_value())
            for (const auto& one : found->value().value())
                all[one.function.qualified()] = one.newest;
        return all;
    }
    std::unique_ptr<store::dead_letters> dead_letters() const
    {
        return store::open_dead_letters(options.path, options.vfs).value();
    }
};

}  // namespace vcenter_connector::test
