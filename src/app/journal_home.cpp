#include "vcenter_connector/app/journal_home.hpp"

#include "vcenter_connector/store/memory_journal.hpp"
#include "vcenter_connector/store/sqlite_journal.hpp"

#include <utility>

namespace vcenter_connector::app {
namespace {

journal_home in_memory(const config::journal_settings& settings, net::timers& timers, base::log& log)
{
    log.warn("The journal is in memory: when this program ends, what is not delivered is lost, and so is "
             "what happens until it runs again",
             {{"cure", "-state disk, with -state-dir on a disk that lasts"}});
    return {nullptr, store::make_memory_journal(timers, settings.max_pending)};
}

}  // namespace

std::string journal_path(const config::journal_settings& settings)
{
    return settings.directory + "/journal.db";
}

base::result<journal_home> make_journal(const config::journal_settings& settings,
                                        boost::asio::any_io_executor executor, net::timers& timers,
                                        base::log& log, std::function<void(base::failure)> failed)
{
    if (!settings.durable)
        return in_memory(settings, timers, log);
    store::sqlite_journal_options options;
    options.path = journal_path(settings);
    options.max_pending = settings.max_pending;
    options.dead_letters = {settings.dead_letters_max, settings.dead_letters_max_age};
    journal_home home;
    home.disk = store::make_thread_worker(executor);
    auto opened = store::make_sqlite_journal(std::move(options),
                                             {executor, timers, *home.disk, log, std::move(failed)});
    if (!opened)
        return opened.error();
    home.journal = std::move(*opened);
    log.info("The journal is open",
             {{"file", journal_path(settings)}, {"waiting", std::to_string(home.journal->pending())}});
    return home;
}

}  // namespace vcenter_connector::app
