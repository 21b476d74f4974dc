// The tables of deliveries and of their failed attempts.
#pragma once

#include "event_rows.hpp"
#include "function_rows.hpp"
#include "journal_write.hpp"

#include "vcenter_connector/store/journal.hpp"

#include <unordered_map>
#include <vector>

namespace vcenter_connector::store {

struct delivery_row {
    std::int64_t function = 0;
    std::int64_t id = 0;
    std::int64_t event = 0;
    bool shared = false;
    std::int64_t queued_at = 0;
    std::int64_t attempts = 0;
};

class delivery_rows {
public:
    delivery_rows(database& db, function_rows& functions, event_rows& events);

    void add(const delivery_row& row, std::string_view object);
    /// Takes it out; empty when it is not there. Its attempts stay.
    std::optional<delivery_row> remove(std::int64_t id);
    void remove_attempts(std::int64_t id);
    void attempted(const attempt_write& what);

    claimed read(const claim& what);
    /// Of functions that have deliveries with a higher id than `after`.
    std::vector<queue_size> queues(std::int64_t after);
    std::size_t count();

    void forget() noexcept { function_of_.clear(); }

private:
    std::optional<delivery_row> remove(std::int64_t function, std::int64_t id);
    std::optional<std::int64_t> count_attempt(std::int64_t function, const attempt_write& what);
    void remember(std::int64_t id, std::int64_t function);
    template <class Try>
    auto find(std::int64_t id, Try attempt_at);
    delivery read_row(const rows& row, const function_name& function);

    function_rows& functions_;
    event_rows& events_;
    statement add_;
    statement find_;
    statement remove_;
    statement remove_attempts_;
    statement count_attempt_;
    statement add_attempt_;
    statement read_;
    statement queue_;
    statement count_;
    std::unordered_map<std::int64_t, std::int64_t>
        function_of_;  // by id: of those that were read or added lately
};

}  // namespace vcenter_connector::store
