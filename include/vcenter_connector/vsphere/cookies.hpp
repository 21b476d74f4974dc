// The cookies of one vSphere session.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::vsphere {

/// Keeps every cookie that a server sets, value as it stands: the quotes around a real vCenter's value belong
/// to it. A server deletes one by `Max-Age=0` or a date in `Expires` that has passed; other attributes (path,
/// HttpOnly ...) do not matter for a client of one server.
class cookie_jar {
public:
    /// Takes the value of a Set-Cookie header. What is no `name=value` is ignored, and so is a cookie of more
    /// than 4096 bytes or beyond the twelfth: a server cannot make this grow without end. An empty value is a value (RFC
    /// 6265, 5.2). `now`: the server's present time.
    void absorb(std::string_view set_cookie, base::wall_time now = {});
    /// The value for a Cookie header; empty when there is none.
    std::string header() const;
    void clear() { cookies_.clear(); }

    /// Their values without the quotes around them, valid until the next change.
    std::vector<std::string_view> values() const;

private:
    std::map<std::string, std::string, std::less<>> cookies_;
};

}  // namespace vcenter_connector::vsphere
