// The journal that the settings ask for.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/store/journal.hpp"
#include "vcenter_connector/store/worker.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <string>

namespace vcenter_connector::app {

struct journal_home {
    std::unique_ptr<store::worker> disk;  ///< null for a journal in memory
    std::unique_ptr<store::journal> journal;
};

/// The journal's file in the directory of that name.
std::string journal_path(const config::journal_settings& settings);

/// Opens it, or says in the log what memory means. `failed` is called, on the executor, when a journal on
/// disk cannot go on for good. `timers` and `log` must outlive it. Errors: those of the home; the detail says
/// what to do.
base::result<journal_home> make_journal(const config::journal_settings& settings,
                                        boost::asio::any_io_executor executor, net::timers& timers,
                                        base::log& log, std::function<void(base::failure)> failed);

}  // namespace vcenter_connector::app
