// What a seed makes of a world: how much happens in it, and how much goes wrong.
#pragma once

#include "connector.hpp"
#include "disk_party.hpp"
#include "gateway_party.hpp"
#include "vcenter_party.hpp"

namespace vcenter_connector::simulation {

enum class planted_fault {
    none,
    checkpoint_before_page,  ///< the checkpoint is committed before the page that it belongs to
    settle_before_answer,    ///< a delivery counts as delivered before the function has answered
    lane_forgotten,          ///< the object of an event is not known any more
    marks_lost,              ///< what was read within the overlap is not remembered over a restart
    attempts_lost,           ///< failed attempts are not counted
    settlement_not_awaited,  ///< the next of a lane goes out before the one before is settled for good
    settlement_lost,         ///< now and then a settlement is not written
    page_lost,               ///< now and then a page is taken for committed that is not
    sync_ignored,            ///< the disk says that it has written what it has not
    window_forgotten,        ///< the journal gives out more than it is asked for
};

struct world_plan {
    base::duration length = std::chrono::hours(24);
    bool faultless = false;
    bool durable = true;
    base::duration between_deaths = std::chrono::hours(3);
    disk_plan disk;
    base::duration clock_skew{0};  ///< of the connector's wall clock against vCenter's
    climate vcenter_climate;
    climate gateway_climate;
    vcenter_plan vcenter;
    gateway_plan gateway;
    connector_plan connector;
    planted_fault planted = planted_fault::none;
};

world_plan plan_for(std::uint64_t seed, base::duration length, bool durable, planted_fault planted);

}  // namespace vcenter_connector::simulation
