// What errors of a connection mean for its user.
#pragma once

#include "vcenter_connector/base/result.hpp"

namespace vcenter_connector::net {

/// Of connecting: `timed_out`, `aborted`, or what the system says.
base::failure connect_failure(boost::system::error_code ec);

/// Of sending and reading. `answered`: the answer had begun.
base::failure exchange_failure(boost::system::error_code ec, bool answered);

}  // namespace vcenter_connector::net
