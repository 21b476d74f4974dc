// The log's home: standard error.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/config/settings.hpp"

#include <memory>

namespace vcenter_connector::app {

/// A log that writes each line to standard error at once, from any thread; log_format.hpp says how lines
/// look.
///
/// A reader of standard error that goes away costs lines, not the service: SIGPIPE is ignored from now on in
/// the whole process, and a standard descriptor that is closed now is opened on /dev/null, lest a socket or
/// the journal get its number and receive the lines.
std::unique_ptr<base::log> make_log(const config::log_settings& settings);

}  // namespace vcenter_connector::app
