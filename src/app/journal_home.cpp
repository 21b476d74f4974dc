#include "journal_home.hpp"

#include "vcenter_connector/store/memory_journal.hpp"

namespace vcenter_connector::app {

base::result<std::unique_ptr<store::journal>> make_journal(const config::journal_settings& settings,
                                                           boost::asio::any_io_executor, net::timers& timers,
                                                           base::log& log, std::function<void(base::failure)>)
{
    if (!settings.durable)
        log.warn("The journal is in memory: when this program ends, what is not delivered is lost, and so is "
                 "what happens until it runs again",
                 {{"cure", "-state disk, with -state-dir on a disk that lasts"}});
    return store::make_memory_journal(timers, settings.max_pending);
}

}  // namespace vcenter_connector::app
