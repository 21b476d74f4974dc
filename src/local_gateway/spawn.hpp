// Starting one process. Private to src/local_gateway.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/local_gateway/process.hpp"

#include <sys/types.h>

namespace vcenter_connector::local_gateway {

/// A process that has been started, and this end of its pipes; all are the caller's to close.
struct child {
    pid_t pid = -1;  ///< also its process group
    int input = -1;
    int output = -1;
    int errors = -1;
};

/// Fails with the system's error: no such program, no such folder, no process or descriptor free.
base::result<child> spawn(const process_spec& spec);

}  // namespace vcenter_connector::local_gateway
