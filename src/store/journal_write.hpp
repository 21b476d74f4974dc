// What one batch writes, in terms that need no database.
#pragma once

#include "vcenter_connector/store/journal.hpp"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace vcenter_connector::store {

struct page_write {
    struct entry {
        std::shared_ptr<const event_record> event;
        std::vector<function_name> functions;  ///< at least one
    };
    std::vector<entry> entries;
    std::vector<base::event_mark> marks;
    checkpoint position;
    base::wall_time queued_at;
    std::int64_t first_id = 0;  ///< result: deliveries have consecutive ids, by entry and function
};

struct attempt_write {
    std::int64_t id = 0;
    attempt made;
    base::wall_time not_before;
};

struct settle_write {
    std::int64_t id = 0;
    settlement how = settlement::delivered;
    std::string reason;
    base::wall_time at;
    bool in_tail = false;    ///< for the caller
    bool ended = false;      ///< result: it was there
    function_name function;  ///< result, when it was there
};

using journal_write = std::variant<page_write, attempt_write, settle_write>;

/// Deliveries of one function that are in the file.
struct queue_size {
    function_name function;
    std::int64_t newest = 0;
    std::size_t count = 0;
};

/// Dead letters that went because of a limit.
struct dropped_letters {
    std::size_t by_count = 0;
    std::size_t by_age = 0;
};

}  // namespace vcenter_connector::store
