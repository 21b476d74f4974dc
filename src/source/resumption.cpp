#include "resumption.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"

#include <utility>

namespace vcenter_connector::source {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using base::format_time;
using policy::begin_reason;

constexpr auto clocks_agree = 60s;

// As a checkpoint says it that was written before any event.
std::optional<base::event_mark> last_of(const store::checkpoint& position)
{
    return position.newest.time == base::wall_time{} ? std::nullopt : std::optional(position.newest);
}

}  // namespace

resumption::resumption(store::journal& journal, base::log& log, resumption_options options)
    : journal_(journal), log_(log), options_(std::move(options))
{
}

asio::awaitable<base::result<bool>> resumption::settle(const std::string& instance_uuid,
                                                       base::wall_time now_there)
{
    if (window_ && instance_uuid == instance_uuid_) {
        go_on(now_there);
        co_return false;
    }
    auto found = co_await journal_.resume(instance_uuid);
    if (!found)
        co_return base::failure(found.error().code, "journal: " + found.error().detail);
    if (window_)
        log_.warn("Another vCenter answers at this address; it has a checkpoint of its own, or begins anew",
                  {{"vcenter", options_.vcenter}, {"was", instance_uuid_}, {"is", instance_uuid}});
    instance_uuid_ = instance_uuid;
    co_return take_up(std::move(*found), now_there);
}

// What was read in this process is gone on with, however long vCenter was away.
void resumption::go_on(base::wall_time now_there)
{
    const auto left = window_->safe_from();
    if (left <= now_there)
        return;
    log_.warn("vCenter's clock was set back; some events may be delivered twice",
              {{"vcenter", options_.vcenter}, {"was", format_time(left)}, {"is", format_time(now_there)}});
    window_->clock_is(now_there);
}

bool resumption::take_up(std::optional<store::resume_point> found, base::wall_time now_there)
{
    std::optional<base::wall_time> left;
    if (found)
        left = found->position.resume_from;
    const auto decision = policy::where_to_begin(left, now_there, options_.start, options_.max_replay_age);
    if (!found) {
        begin_anew(decision);
        return true;
    }
    window_.emplace(*left, last_of(found->position), found->marks);
    const auto from = format_time(*left);
    const auto to = format_time(decision.from);
    if (decision.reason == begin_reason::checkpoint_too_old) {
        window_->skip_to(decision.from);
        log_.warn("The checkpoint is older than -max-replay-age; the events between these times are skipped "
                  "and will not be delivered",
                  {{"vcenter", options_.vcenter}, {"from", from}, {"to", to}});
    } else if (decision.reason == begin_reason::checkpoint_in_future) {
        window_->clock_is(now_there);
        log_.warn(
            "The checkpoint lies in vCenter's future: its clock was set back, or it was restored from a "
            "backup. Reading begins at its present time; some events may be delivered twice",
            {{"vcenter", options_.vcenter}, {"checkpoint", from}, {"from", to}});
    } else {
        log_.info("Reading goes on from the checkpoint", {{"vcenter", options_.vcenter},
                                                          {"checkpoint", from},
                                                          {"behind", base::seconds_text(now_there - *left)}});
    }
    return false;
}

void resumption::begin_anew(const policy::begin_decision& decision)
{
    window_.emplace(decision.from);
    const auto from =
        decision.from == policy::before_every_event ? "the oldest event" : format_time(decision.from);
    if (decision.reason == begin_reason::start_in_future)
        log_.warn("-begin lies in vCenter's future; reading begins at its present time",
                  {{"vcenter", options_.vcenter}, {"from", from}});
    else
        log_.info("There is no checkpoint for this vCenter; reading begins where -begin says",
                  {{"vcenter", options_.vcenter}, {"instance_uuid", instance_uuid_}, {"from", from}});
}

void resumption::compare_clocks(base::wall_time ours, base::wall_time now_there)
{
    const auto ahead = now_there - ours;
    const bool differ = ahead > clocks_agree || -ahead > clocks_agree;
    if (differ && !clocks_differ_)
        log_.warn("The clocks of vCenter and of this machine differ. Reading goes by vCenter's; times of log "
                  "lines and of attempts are this machine's",
                  {{"vcenter", options_.vcenter},
                   {"vcenter_time", format_time(now_there)},
                   {"local_time", format_time(ours)}});
    clocks_differ_ = differ;
}

}  // namespace vcenter_connector::source
