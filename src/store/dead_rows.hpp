// The table of dead letters, as the journal uses it.
#pragma once

#include "delivery_rows.hpp"

#include "vcenter_connector/store/sqlite_journal.hpp"

namespace vcenter_connector::store {

class dead_rows {
public:
    dead_rows(database& db, delivery_rows& deliveries, event_rows& events, dead_letter_limits limits);

    void add(const delivery_row& row, const settle_write& why);
    /// Drops what is beyond the limits, oldest first, some hundred at a time.
    dropped_letters drop_surplus();
    dropped_letters drop_old(base::wall_time now);

    /// Others may have changed the table.
    void forget() noexcept { count_.reset(); }

private:
    std::size_t count();
    std::size_t drop_oldest(std::int64_t until, std::size_t most);

    delivery_rows& deliveries_;
    event_rows& events_;
    dead_letter_limits limits_;
    statement add_;
    statement count_rows_;
    statement oldest_;
    statement remove_;
    std::optional<std::size_t> count_;
};

}  // namespace vcenter_connector::store
