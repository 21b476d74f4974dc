// The newest deliveries, kept in memory so that they need not be read from the disk. What it gives is what
// the disk would give.
#pragma once

#include "journal_write.hpp"

#include "vcenter_connector/store/journal.hpp"

#include <map>
#include <optional>

namespace vcenter_connector::store {

class journal_tail {
public:
    struct limits {
        std::size_t deliveries = 2048;
        std::size_t bytes = 4U << 20U;  ///< of bodies and headers
    };
    explicit journal_tail(limits most) : most_(most) {}

    /// Deliveries that are in the file only.
    void add_stored(const queue_size& queue);
    /// One that was committed now; ids grow from call to call.
    void add(delivery d);
    /// True when it was here.
    bool settle(std::int64_t id);
    /// A delivery that was in the file only has ended there.
    void stored_ended(const function_name& function);
    void attempted(const attempt_write& what);

    /// Empty when the file must be asked.
    std::optional<claimed> read(const claim& what) const;

private:
    struct queue {
        function_name function;
        std::map<std::int64_t, delivery> deliveries;
        std::size_t stored = 0;         // more that are in the file only
        std::int64_t stored_until = 0;  // none of those has a higher id
    };

    queue& queue_of(const function_name& function);
    void drop_if_empty(queue& q);
    void make_room();
    void take_out(std::map<std::int64_t, queue*>::iterator entry);

    limits most_;
    std::map<function_name, queue> queues_;
    std::map<std::int64_t, queue*> all_;  // by id
    std::size_t bytes_ = 0;
};

}  // namespace vcenter_connector::store
