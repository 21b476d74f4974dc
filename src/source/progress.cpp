#include "progress.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"

namespace vcenter_connector::source {
namespace {

using namespace std::chrono_literals;

constexpr base::duration say_every = 30s;

}  // namespace

void progress::begins(base::steady_time now) noexcept
{
    *this = {};
    under_way_ = true;
    began_ = now;
    next_ = now + say_every;
}

void progress::read(std::size_t events, base::wall_time up_to, base::steady_time now, base::log& log)
{
    if (!under_way_)
        return;
    events_ += events;
    if (now < next_)
        return;
    next_ = now + say_every;
    said_ = true;
    log.info("Reading vCenter's history",
             {{"events_so_far", std::to_string(events_)}, {"up_to", base::format_time(up_to)}});
}

void progress::ends(base::steady_time now, base::log& log)
{
    under_way_ = false;
    if (said_)
        log.info("vCenter's history has been read",
                 {{"events", std::to_string(events_)}, {"within", base::seconds_text(now - began_)}});
}

}  // namespace vcenter_connector::source
