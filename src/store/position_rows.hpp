// Where the reading of each vCenter has got to, and which events will be read once more.
#pragma once

#include "database.hpp"

#include "vcenter_connector/store/delivery.hpp"

#include <span>

namespace vcenter_connector::store {

class position_rows {
public:
    explicit position_rows(database& db);

    /// Marks are kept, one row for each page, for as long as one of them is not older than `resume_from`.
    void move(const checkpoint& position, std::span<const base::event_mark> marks);
    std::optional<resume_point> find(const std::string& instance_uuid);

private:
    statement move_;
    statement add_marks_;
    statement prune_;
    statement find_;
    statement marks_;
};

}  // namespace vcenter_connector::store
