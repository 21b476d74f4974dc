#include "own_events.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>

namespace vcenter_connector::source {
namespace {

// More than a day of sessions that end after half an hour each.
constexpr std::size_t remembered = 64;

bool is_session_event(const vsphere::event& event)
{
    return event.class_name == "UserLoginSessionEvent" || event.class_name == "UserLogoutSessionEvent";
}

}  // namespace

void own_events::began(const vsphere::user_session& session)
{
    user_ = session.user_name;
    if (session.key.empty())
        return;
    sessions_.push_back(session.key);
    if (sessions_.size() > remembered)
        sessions_.pop_front();
}

bool own_events::caused(const vsphere::event& event) const
{
    if (!is_session_event(event))
        return false;
    const auto session = base::trim(event.text("sessionId"));
    if (std::find(sessions_.begin(), sessions_.end(), session) != sessions_.end())
        return true;
    return !user_.empty() && base::iequals(event.text("userName"), user_) &&
           event.text("userAgent").starts_with(user_agent_);
}

}  // namespace vcenter_connector::source
