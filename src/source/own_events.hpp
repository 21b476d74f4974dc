// The session events that this connector causes by itself.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <deque>
#include <string>
#include <string_view>

namespace vcenter_connector::source {

/// A function that asks for session events and logs in to vCenter because of one feeds itself; these are the
/// ones that it would get for nothing the connector did for it.
class own_events {
public:
    /// `user_agent`: what the user agent of every connector's requests begins with, whatever its version.
    explicit own_events(std::string_view user_agent) : user_agent_(user_agent) {}

    /// A session of ours, from its login on. Some dozens are remembered.
    void began(const vsphere::user_session& session);

    /// Whether it is the login or logout of a session that was remembered or, of the same user and with the
    /// connector's user agent, of a process before this one. A refused login is not: people want to see it.
    bool caused(const vsphere::event& event) const;

private:
    std::string user_agent_;
    std::string user_;
    std::deque<std::string> sessions_;
};

}  // namespace vcenter_connector::source
