// The journal's entries of one event: one for each form in which functions want it.
#pragma once

#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/payload.hpp"
#include "vcenter_connector/routing/topic_map.hpp"
#include "vcenter_connector/source/intake.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <cstddef>
#include <vector>

namespace vcenter_connector::source {

/// Appends to `page`. Each form is rendered once, as `options` say. `functions` is not empty, and stays in
/// its order within a form; forms come in the order of their first function. Returns the bytes of all.
std::size_t add_entries(store::event_page& page, const vsphere::event& event,
                        const events::event_names& names,
                        const std::vector<const routing::function*>& functions,
                        const events::event_origin& origin, const intake_options& options);

}  // namespace vcenter_connector::source
