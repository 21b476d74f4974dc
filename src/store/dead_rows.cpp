#include "dead_rows.hpp"

#include <algorithm>
#include <limits>

namespace vcenter_connector::store {
namespace {

constexpr std::size_t most_at_once = 500;

}  // namespace

dead_rows::dead_rows(database& db, delivery_rows& deliveries, event_rows& events, dead_letter_limits limits)
    : deliveries_(deliveries), events_(events), limits_(limits),
      add_(db.raw(),
           "INSERT INTO dead_letters(id, function, event, shared, queued_at, attempts, died_at, reason) "
           "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
      count_rows_(db.raw(), "SELECT count(*) FROM dead_letters"),
      oldest_(db.raw(),
              "SELECT id, event, shared FROM dead_letters WHERE died_at<=?1 ORDER BY died_at, id LIMIT ?2"),
      remove_(db.raw(), "DELETE FROM dead_letters WHERE id=?1")
{
}

void dead_rows::add(const delivery_row& row, const settle_write& why)
{
    add_.run(row.id, row.function, row.event, static_cast<std::int64_t>(row.shared), row.queued_at,
             row.attempts, to_number(why.at), why.reason);
    if (count_)
        ++*count_;
}

std::size_t dead_rows::count()
{
    if (!count_) {
        auto counted = count_rows_.query();
        counted.next();
        count_ = static_cast<std::size_t>(counted.number(0));
    }
    return *count_;
}

std::size_t dead_rows::drop_oldest(std::int64_t until, std::size_t most)
{
    struct letter {
        std::int64_t id, event;
        bool shared;
    };
    std::vector<letter> letters;
    {
        auto oldest = oldest_.query(until, static_cast<std::int64_t>(std::min(most, most_at_once)));
        while (oldest.next())
            letters.push_back({oldest.number(0), oldest.number(1), oldest.number(2) != 0});
    }
    for (const auto& one : letters) {
        remove_.run(one.id);
        deliveries_.remove_attempts(one.id);
        events_.release(one.event, one.shared);
    }
    if (count_)
        *count_ -= letters.size();
    return letters.size();
}

dropped_letters dead_rows::drop_surplus()
{
    dropped_letters dropped;
    if (limits_.count == 0 || count() <= limits_.count)
        return dropped;
    // Another process may have taken some away since they were counted.
    count_.reset();
    if (count() > limits_.count)
        dropped.by_count = drop_oldest(std::numeric_limits<std::int64_t>::max(), count() - limits_.count);
    return dropped;
}

dropped_letters dead_rows::drop_old(base::wall_time now)
{
    dropped_letters dropped;
    if (limits_.age > base::duration::zero())
        dropped.by_age = drop_oldest(
            to_number(now) - to_number(base::wall_time(
                                 std::chrono::duration_cast<base::wall_time::duration>(limits_.age))),
            most_at_once);
    return dropped;
}

}  // namespace vcenter_connector::store
