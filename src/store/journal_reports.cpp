#include "journal_reports.hpp"

#include <chrono>
#include <utility>

namespace vcenter_connector::store {
namespace {

constexpr std::chrono::minutes between_reports{1};

}  // namespace

journal_reports::journal_reports(base::log& log, std::string path, std::size_t kept)
    : log_(log), path_(std::move(path)), kept_(kept)
{
}

void journal_reports::dropped(const dropped_letters& some) noexcept
{
    dropped_.by_count += some.by_count;
    dropped_.by_age += some.by_age;
}

void journal_reports::report_dropped(base::steady_time now, bool last)
{
    if (dropped_.by_count + dropped_.by_age == 0 || (now < next_ && !last))
        return;
    next_ = now + between_reports;
    if (dropped_.by_count > 0)
        log_.warn("Dead letters dropped: there are more than are kept",
                  {{"dropped", std::to_string(dropped_.by_count)}, {"kept", std::to_string(kept_)}});
    if (dropped_.by_age > 0)
        log_.warn("Dead letters dropped: they are older than they are kept",
                  {{"dropped", std::to_string(dropped_.by_age)}});
    dropped_ = {};
}

void journal_reports::report_place(const place_watch& place)
{
    if (const bool moved = place.moved(); std::exchange(moved_, moved) != moved && moved)
        log_.error("The journal's files were removed or replaced; what is not delivered when this program "
                   "ends is lost",
                   {{"file", path_},
                    {"cure", "leave -state-dir alone; start the program anew when nothing waits any more"}});
    const bool low = place.low();
    if (std::exchange(low_, low) == low)
        return;
    if (low)
        log_.error("The journal's disk is nearly full; reading from vCenter waits, deliveries go on",
                   {{"file", path_}, {"cure", "make room on the disk of -state-dir; it goes on by itself"}});
    else
        log_.info("The journal's disk has room again; reading from vCenter goes on");
}

}  // namespace vcenter_connector::store
