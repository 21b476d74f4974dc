// The program local-gateway.
#pragma once

namespace vcenter_connector::local_gateway {

/// Serves until SIGTERM or SIGINT. Answers the exit status: 0 after a clean stop, 1 when it cannot listen, 2
/// for a wrong command line or stack file.
int run(int argc, const char* const* argv);

}  // namespace vcenter_connector::local_gateway
