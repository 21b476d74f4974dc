#include "vcenter_connector/store/dead_letters.hpp"

#include "event_rows.hpp"
#include "schema.hpp"

#include <filesystem>
#include <limits>
#include <utility>

namespace vcenter_connector::store {
namespace {

using base::errc;
using base::result;

// A transaction as long as this does not make the connector wait noticeably.
constexpr std::int64_t at_once = 500;

// Pages by (died_at, id): ?1 and ?2 are the last one of the page before.
constexpr const char* matching =
    " FROM dead_letters d JOIN functions f ON f.id=d.function JOIN events e ON e.id=d.event"
    " WHERE (d.died_at, d.id) > (?1, ?2) AND (?3 IS NULL OR d.id=?3)"
    " AND (?4='' OR f.name=?4 OR f.name || '.' || f.name_space=?4)"
    " AND (?5='' OR e.topic=?5) AND (?6='' OR instr(d.reason, ?6) > 0)"
    " AND (?7 IS NULL OR d.died_at<?7) AND (?8 IS NULL OR d.died_at>?8) AND d.id<=?9"
    " ORDER BY d.died_at, d.id LIMIT ?10";

std::string selecting(const char* columns)
{
    return std::string("SELECT d.id, d.died_at, ") + columns + matching;
}

std::optional<std::int64_t> maybe(const std::optional<base::wall_time>& time)
{
    return time ? std::optional(to_number(*time)) : std::nullopt;
}

struct place {
    std::int64_t newest;  // what came later, redelivered and dead again perhaps, is left alone
    std::int64_t died_at = std::numeric_limits<std::int64_t>::min();
    std::int64_t id = 0;
};

struct moving {
    std::int64_t id, function, event;
    bool shared;
    std::string object;
};

class file_dead_letters final : public dead_letters {
public:
    explicit file_dead_letters(database db)
        : db_(std::move(db)), events_(db_),
          list_(
              db_.raw(),
              selecting(
                  "f.name, f.name_space, e.event_id, e.topic, e.object, d.queued_at, d.attempts, d.reason")),
          pick_(db_.raw(), selecting("d.function, d.event, d.shared, e.object")),
          event_of_(db_.raw(), "SELECT event FROM dead_letters WHERE id=?1"),
          attempts_(db_.raw(), "SELECT at, status, reason FROM attempts WHERE delivery=?1 ORDER BY number"),
          remove_(db_.raw(), "DELETE FROM dead_letters WHERE id=?1"),
          remove_attempts_(db_.raw(), "DELETE FROM attempts WHERE delivery=?1"),
          next_id_(db_.raw(), "UPDATE facts SET value=value+1 WHERE name='last_id' RETURNING value"),
          queue_(db_.raw(),
                 "INSERT INTO deliveries(function, id, event, shared, object, queued_at, attempts, "
                 "not_before) VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, 0)")
    {
    }

    result<std::size_t> list(const dead_letter_filter& filter,
                             const std::function<bool(const dead_letter&)>& each) override
    {
        return guarded([&] {
            std::size_t count = 0;
            place last{newest_id()};
            while (true) {
                const auto page = read_page(filter, last);
                for (const auto& letter : page) {
                    ++count;
                    if (!each(letter))
                        return count;
                }
                if (page.size() < static_cast<std::size_t>(at_once))
                    return count;
            }
        });
    }

    result<std::optional<dead_letter_content>> show(std::int64_t id) override
    {
        return guarded([&]() -> std::optional<dead_letter_content> {
            dead_letter_filter filter;
            filter.id = id;
            db_.run("BEGIN");
            place last{newest_id()};
            auto found = read_page(filter, last);
            std::optional<dead_letter_content> content;
            if (!found.empty())
                content = read_content(std::move(found.front()));
            db_.run("COMMIT");
            return content;
        });
    }

    result<std::size_t> redeliver(const dead_letter_filter& filter, base::wall_time now) override
    {
        return in_steps(filter, [&](const moving& letter) {
            remove_attempts_.run(letter.id);
            queue_.run(letter.function, next_id(), letter.event, static_cast<std::int64_t>(letter.shared),
                       letter.object, to_number(now));
        });
    }

    result<std::size_t> drop(const dead_letter_filter& filter) override
    {
        return in_steps(filter, [&](const moving& letter) {
            remove_attempts_.run(letter.id);
            events_.release(letter.event, letter.shared);
        });
    }

private:
    template <class Work>
    auto guarded(Work work) -> result<decltype(work())>
    {
        try {
            return work();
        } catch (const database_error& e) {
            db_.roll_back();
            return e.why;
        }
    }

    static rows ask(statement& s, const dead_letter_filter& filter, const place& after)
    {
        return s.query(after.died_at, after.id, filter.id, std::string_view(filter.function),
                       std::string_view(filter.topic), std::string_view(filter.reason),
                       maybe(filter.died_before), maybe(filter.died_after), after.newest, at_once);
    }

    std::vector<dead_letter> read_page(const dead_letter_filter& filter, place& last)
    {
        std::vector<dead_letter> page;
        auto row = ask(list_, filter, last);
        while (row.next()) {
            last = {last.newest, row.number(1), row.number(0)};
            page.push_back({row.number(0),
                            {row.text(2), row.text(3)},
                            row.text(4),
                            row.text(5),
                            row.text(6),
                            row.time(7),
                            row.time(1),
                            static_cast<unsigned>(row.number(8)),
                            row.text(9)});
        }
        return page;
    }

    dead_letter_content read_content(dead_letter letter)
    {
        dead_letter_content content;
        auto event = event_of_.query(letter.id);
        event.next();
        content.event = *events_.read(event.number(0), false);
        auto attempt = attempts_.query(letter.id);
        while (attempt.next())
            content.attempts.push_back(
                {attempt.time(0), static_cast<unsigned>(attempt.number(1)), attempt.text(2)});
        content.letter = std::move(letter);
        return content;
    }

    std::vector<moving> pick(const dead_letter_filter& filter, place& last)
    {
        std::vector<moving> picked;
        auto row = ask(pick_, filter, last);
        while (row.next()) {
            last = {last.newest, row.number(1), row.number(0)};
            picked.push_back({row.number(0), row.number(2), row.number(3), row.number(4) != 0, row.text(5)});
        }
        return picked;
    }

    template <class Each>
    result<std::size_t> in_steps(const dead_letter_filter& filter, Each each)
    {
        return guarded([&] {
            std::size_t count = 0;
            place last{newest_id()};
            while (true) {
                transaction step(db_);
                const auto picked = pick(filter, last);
                for (const auto& letter : picked) {
                    each(letter);
                    remove_.run(letter.id);
                }
                step.commit();
                count += picked.size();
                if (picked.size() < static_cast<std::size_t>(at_once))
                    return count;
            }
        });
    }

    std::int64_t newest_id() { return db_.number("SELECT value FROM facts WHERE name='last_id'"); }

    std::int64_t next_id()
    {
        auto next = next_id_.query();
        next.next();
        return next.number(0);
    }

    database db_;
    event_rows events_;
    statement list_;
    statement pick_;
    statement event_of_;
    statement attempts_;
    statement remove_;
    statement remove_attempts_;
    statement next_id_;
    statement queue_;
};

std::unique_ptr<dead_letters> open_file(const std::string& path, const std::string& vfs)
{
    database db(path, open_mode::existing, vfs);
    const auto version = check_version(db);
    if (version == 0)
        throw database_error{{errc::journal_missing, "the file is empty: start the connector once"}};
    if (version < current_version())
        throw database_error{
            {errc::journal_missing, "the file is of an older version (" + std::to_string(version) + ", not " +
                                        std::to_string(current_version()) +
                                        "): the connector takes it over when it starts next"}};
    db.run("PRAGMA synchronous=FULL");
    return std::make_unique<file_dead_letters>(std::move(db));
}

}  // namespace

result<std::unique_ptr<dead_letters>> open_dead_letters(const std::string& path, const std::string& vfs)
{
    std::error_code unseen;
    const bool there = !vfs.empty() || std::filesystem::exists(path, unseen);
    if (unseen)
        return base::failure(errc::disk_read_only, path + ": " + unseen.message() +
                                                       "; run this as the user that the connector runs as");
    if (!there)
        return base::failure(errc::journal_missing,
                             path + " is not there; name the connector's folder with -state-dir");
    try {
        return open_file(path, vfs);
    } catch (const database_error& e) {
        return base::failure(e.why.code, path + ": " + e.why.detail);
    }
}

}  // namespace vcenter_connector::store
