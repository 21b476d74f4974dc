#include "salvage.hpp"

#include "schema.hpp"

#include <sqlite3.h>

#include <optional>

namespace vcenter_connector::store {
namespace {

struct table {
    const char* name;
    const char* columns;
    const char* forwards;  // its primary key
    const char* backwards;
    int width;
    const char* of_version_1 = nullptr;  // what to read there, if it is something else
};

constexpr table tables[] = {
    {"functions", "id, name, name_space", "id", "id DESC", 3},
    {"events", "id, event_id, topic, object, content_type, body, headers", "id", "id DESC", 7,
     "id, event_id, topic, object, content_type, body, ''"},
    {"deliveries", "function, id, event, shared, object, queued_at, attempts, first_tried, not_before",
     "function, id", "function DESC, id DESC", 9},
    {"attempts", "delivery, number, at, status, reason", "delivery, number", "delivery DESC, number DESC", 5},
    {"dead_letters", "id, function, event, shared, queued_at, attempts, died_at, reason", "id", "id DESC", 8},
    {"vcenters", "id, instance_uuid, key, time, resume_from", "id", "id DESC", 5},
    {"marks", "vcenter, newest, number, marks", "vcenter, newest, number",
     "vcenter DESC, newest DESC, number DESC", 4},
};

std::string places(int width)
{
    std::string text = "?1";
    for (int place = 2; place <= width; ++place)
        text += ", ?" + std::to_string(place);
    return text;
}

std::string reading(const table& t, std::int64_t version, const char* order)
{
    const char* const columns = version == 1 && t.of_version_1 != nullptr ? t.of_version_1 : t.columns;
    return std::string("SELECT ") + columns + " FROM " + t.name + " NOT INDEXED ORDER BY " + order;
}

struct damaged_file {
    database db;
    std::int64_t version;
};

enum class direction { forwards, backwards };

// Whether all rows were copied. Backwards it ends where it meets what was copied forwards; a row that does
// not fit is left out.
bool copy(damaged_file& old, database& fresh, const table& t, direction way)
{
    const char* const order = way == direction::forwards ? t.forwards : t.backwards;
    bool all = true;
    statement insert(fresh.raw(), std::string("INSERT OR IGNORE INTO ") + t.name + "(" + t.columns +
                                      ") VALUES(" + places(t.width) + ")");
    std::optional<statement> select;
    try {
        select.emplace(old.db.raw(), reading(t, old.version, order));
    } catch (const database_error&) {
        return false;
    }
    auto row = select->query();
    while (true) {
        try {
            if (!row.next())
                return all;
        } catch (const database_error&) {
            return false;
        }
        for (int column = 0; column < t.width; ++column)
            insert.bind_from(column + 1, select->raw(), column);
        insert.query().next();
        if (fresh.changes() > 0)
            continue;
        if (way == direction::backwards)
            return all;
        all = false;
    }
}

bool copy_all(damaged_file& old, database& fresh)
{
    bool complete = true;
    for (const auto& t : tables) {
        if (copy(old, fresh, t, direction::forwards))
            continue;
        complete = false;
        copy(old, fresh, t, direction::backwards);
    }
    return complete;
}

// What points to nothing goes; counters are made anew. Ids may have been given out that no row shows.
void make_sense(database& fresh)
{
    fresh.run("DELETE FROM deliveries WHERE event NOT IN (SELECT id FROM events) "
              "OR function NOT IN (SELECT id FROM functions);"
              "DELETE FROM dead_letters WHERE event NOT IN (SELECT id FROM events) "
              "OR function NOT IN (SELECT id FROM functions) OR id IN (SELECT id FROM deliveries);"
              "DELETE FROM attempts WHERE delivery NOT IN (SELECT id FROM deliveries) "
              "AND delivery NOT IN (SELECT id FROM dead_letters);"
              "DELETE FROM marks WHERE vcenter NOT IN (SELECT id FROM vcenters);"
              "UPDATE deliveries SET shared=1; UPDATE dead_letters SET shared=1;"
              "INSERT INTO shares SELECT event, count(*) FROM "
              "(SELECT event FROM deliveries UNION ALL SELECT event FROM dead_letters) GROUP BY event;"
              "DELETE FROM events WHERE id NOT IN (SELECT event FROM shares);");
    fresh.run("UPDATE facts SET value=1000000+max(value, (SELECT coalesce(max(id), 0) FROM deliveries), "
              "(SELECT coalesce(max(id), 0) FROM dead_letters), (SELECT coalesce(max(id), 0) FROM events)) "
              "WHERE name='last_id'");
}

void copy_last_id(damaged_file& old, database& fresh)
{
    try {
        const auto last = old.db.number("SELECT value FROM facts WHERE name='last_id'");
        fresh.run("UPDATE facts SET value=" + std::to_string(last) + " WHERE name='last_id'");
    } catch (const database_error&) {
    }
}

std::size_t count_of(database& db, const char* name)
{
    return static_cast<std::size_t>(db.number(std::string("SELECT count(*) FROM ") + name));
}

std::optional<damaged_file> open_damaged(const std::string& path)
{
    try {
        database db(path, open_mode::read_only, {});
        if (const auto version = check_version(db); version > 0)
            return damaged_file{std::move(db), version};
    } catch (const database_error&) {
    }
    return std::nullopt;
}

}  // namespace

salvaged salvage(const std::string& path, database& fresh)
{
    salvaged result;
    auto old = open_damaged(path);
    if (!old)
        return {.complete = false};
    transaction all(fresh);
    result.complete = copy_all(*old, fresh);
    copy_last_id(*old, fresh);
    make_sense(fresh);
    all.commit();
    result.deliveries = count_of(fresh, "deliveries");
    result.dead_letters = count_of(fresh, "dead_letters");
    result.vcenters = count_of(fresh, "vcenters");
    return result;
}

}  // namespace vcenter_connector::store
