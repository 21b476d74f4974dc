#include "delivery_rows.hpp"

#include "claim_filling.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::store {
namespace {

// One read must not hold up the writes behind it for long.
constexpr std::size_t longest_scan = 20'000;
constexpr std::size_t most_remembered = 1 << 16;

}  // namespace

delivery_rows::delivery_rows(database& db, function_rows& functions, event_rows& events)
    : functions_(functions), events_(events),
      add_(db.raw(),
           "INSERT INTO deliveries(function, id, event, shared, object, queued_at, attempts, not_before) "
           "VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, 0)"),
      find_(db.raw(),
            "SELECT event, shared, queued_at, attempts FROM deliveries WHERE function=?1 AND id=?2"),
      remove_(db.raw(), "DELETE FROM deliveries WHERE function=?1 AND id=?2"),
      remove_attempts_(db.raw(), "DELETE FROM attempts WHERE delivery=?1"),
      count_attempt_(db.raw(),
                     "UPDATE deliveries SET attempts=attempts+1, first_tried=coalesce(first_tried, ?3), "
                     "not_before=?4 WHERE function=?1 AND id=?2 RETURNING attempts"),
      add_attempt_(db.raw(), "INSERT OR REPLACE INTO attempts(delivery, number, at, status, reason) "
                             "VALUES(?1, ?2, ?3, ?4, ?5)"),
      read_(db.raw(),
            "SELECT id, event, shared, object, queued_at, attempts, first_tried, not_before FROM deliveries "
            "WHERE function=?1 AND id>?2 AND id<=?3 ORDER BY id"),
      queue_(db.raw(), "SELECT count(*), max(id) FROM deliveries WHERE function=?1 AND id>?2"),
      count_(db.raw(), "SELECT count(*) FROM deliveries")
{
}

void delivery_rows::add(const delivery_row& row, std::string_view object)
{
    add_.run(row.function, row.id, row.event, static_cast<std::int64_t>(row.shared), object, row.queued_at);
    remember(row.id, row.function);
}

void delivery_rows::remember(std::int64_t id, std::int64_t function)
{
    if (function_of_.size() >= most_remembered)
        function_of_.clear();
    function_of_.insert_or_assign(id, function);
}

// The id alone does not lead to the row: what is not remembered is looked for in every queue.
template <class Try>
auto delivery_rows::find(std::int64_t id, Try attempt_at)
{
    const auto known = function_of_.find(id);
    if (known != function_of_.end())
        if (auto found = attempt_at(known->second))
            return found;
    for (const auto function : functions_.all())
        if (auto found = attempt_at(function))
            return found;
    return decltype(attempt_at(0))();
}

// Two statements: one with RETURNING would make a table of its own for the one row, each time.
std::optional<delivery_row> delivery_rows::remove(std::int64_t function, std::int64_t id)
{
    std::optional<delivery_row> row;
    if (auto found = find_.query(function, id); found.next())
        row = delivery_row{function,       id, found.number(0), found.number(1) != 0, found.number(2),
                           found.number(3)};
    if (row)
        remove_.run(function, id);
    return row;
}

std::optional<delivery_row> delivery_rows::remove(std::int64_t id)
{
    auto row = find(id, [&](std::int64_t function) { return remove(function, id); });
    function_of_.erase(id);
    return row;
}

void delivery_rows::remove_attempts(std::int64_t id)
{
    remove_attempts_.run(id);
}

std::optional<std::int64_t> delivery_rows::count_attempt(std::int64_t function, const attempt_write& what)
{
    auto counted =
        count_attempt_.query(function, what.id, to_number(what.made.at), to_number(what.not_before));
    if (!counted.next())
        return std::nullopt;
    return counted.number(0);
}

void delivery_rows::attempted(const attempt_write& what)
{
    const auto number = find(what.id, [&](std::int64_t function) { return count_attempt(function, what); });
    if (number)
        add_attempt_.run(what.id, *number, to_number(what.made.at),
                         static_cast<std::int64_t>(what.made.status), what.made.reason);
}

delivery delivery_rows::read_row(const rows& row, const function_name& function)
{
    delivery d;
    d.id = row.number(0);
    d.event = events_.read(row.number(1), row.number(2) != 0);
    d.function = function;
    d.queued_at = row.time(4);
    d.attempts = static_cast<unsigned>(row.number(5));
    if (const auto first = row.maybe_number(6))
        d.first_tried = to_time(*first);
    d.not_before = row.time(7);
    return d;
}

claimed delivery_rows::read(const claim& what)
{
    claim_filling filling(what);
    const auto function = functions_.find(what.function);
    if (!function)
        return filling.finish({});
    auto row = read_.query(*function, what.after, what.up_to);
    auto examined = what.after;
    for (std::size_t scanned = 0; !filling.full() && scanned < longest_scan; ++scanned) {
        if (!row.next())
            return filling.finish({});
        examined = row.number(0);
        if (!filling.wants(row.bytes(3)))
            continue;
        filling.add(read_row(row, what.function));
        remember(examined, *function);
    }
    return filling.finish(examined);
}

std::vector<queue_size> delivery_rows::queues(std::int64_t after)
{
    std::vector<queue_size> found;
    for (const auto function : functions_.all()) {
        auto queue = queue_.query(function, after);
        queue.next();
        if (const auto count = queue.number(0); count > 0)
            found.push_back({functions_.name_of(function), queue.number(1), static_cast<std::size_t>(count)});
    }
    return found;
}

std::size_t delivery_rows::count()
{
    auto counted = count_.query();
    counted.next();
    return static_cast<std::size_t>(counted.number(0));
}

}  // namespace vcenter_connector::store
