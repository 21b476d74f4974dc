// The program vcenter-connector, from its command line to its exit status.
#pragma once

namespace vcenter_connector::commands {

/// Exit status: 0 after a clean stop, -help or -version; 1 when it could not go on; 2 for a wrong command
/// line, environment or settings file, after every mistake was named on standard error.
int run_program(int argc, const char* const* argv);

}  // namespace vcenter_connector::commands
