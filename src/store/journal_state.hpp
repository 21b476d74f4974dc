// What a journal knows without asking its file: counts, news, and the newest deliveries.
#pragma once

#include "journal_batch.hpp"
#include "journal_tail.hpp"

#include <map>
#include <unordered_map>
#include <vector>

namespace vcenter_connector::store {

class journal_state {
public:
    /// A page is on its way to the file.
    void begin(const page_write& page);
    void begin(attempt_write& attempt);
    void begin(settle_write& settle);
    /// A batch has ended, well or not; nothing of it is on its way any more.
    void conclude(journal_batch& batch);
    /// Deliveries that are in the file without our doing.
    void add_stored(const queue_size& queue);

    /// Empty when the file must be asked.
    std::optional<claimed> read(const claim& what) const { return tail_.read(what); }

    bool has_news() const noexcept { return !news_.empty(); }
    std::vector<queue_news> take_news();

    std::size_t pending() const noexcept { return pending_; }
    /// With what is on its way.
    std::size_t expected() const noexcept { return pending_ + coming_; }

private:
    void conclude(page_write& page, bool written);
    void conclude(const settle_write& settle, bool written);
    void conclude(const attempt_write&, bool) {}
    void announce(const function_name& function, std::int64_t newest);

    journal_tail tail_{journal_tail::limits{}};
    std::map<function_name, std::int64_t> news_;
    std::unordered_map<std::int64_t, unsigned> settling_;  // by id: settlements that are on their way
    std::size_t pending_ = 0;
    std::size_t coming_ = 0;
};

}  // namespace vcenter_connector::store
