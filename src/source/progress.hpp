// Says how far the reading of a long history has got. Known to the files of `reading` only.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/log.hpp"

#include <cstddef>

namespace vcenter_connector::source {

/// Silent when everything has been read within half a minute, and while events are followed as they come.
class progress {
public:
    void begins(base::steady_time now) noexcept;
    /// `events` more have been committed, the last of them from `up_to` by vCenter's clock.
    void read(std::size_t events, base::wall_time up_to, base::steady_time now, base::log& log);
    void ends(base::steady_time now, base::log& log);

private:
    bool under_way_ = false;
    bool said_ = false;
    std::size_t events_ = 0;
    base::steady_time began_;
    base::steady_time next_;
};

}  // namespace vcenter_connector::source
