// The table of events, each kept for as long as a delivery or a dead letter needs it.
#pragma once

#include "database.hpp"

#include "vcenter_connector/store/delivery.hpp"

#include <unordered_map>

namespace vcenter_connector::store {

class event_rows {
public:
    explicit event_rows(database& db);

    /// `uses`: deliveries that it has.
    void add(std::int64_t id, const std::shared_ptr<const event_record>& event, std::size_t uses);
    /// The one that is in memory already when it is shared; throws `journal_corrupt` when it is not there.
    std::shared_ptr<const event_record> read(std::int64_t id, bool shared);
    /// One use less; with the last one the event goes.
    void release(std::int64_t id, bool shared);

    void forget() noexcept { known_.clear(); }

private:
    void remember(std::int64_t id, const std::shared_ptr<const event_record>& event);

    statement add_;
    statement share_;
    statement read_;
    statement unshare_;
    statement remove_share_;
    statement remove_;
    std::unordered_map<std::int64_t, std::weak_ptr<const event_record>> known_;
    std::size_t sweep_at_ = 1024;
};

}  // namespace vcenter_connector::store
