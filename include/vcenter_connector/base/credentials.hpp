// User and password, and where to get them anew.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/base/secret.hpp"

#include <functional>
#include <string>

namespace vcenter_connector::base {

struct credentials {
    std::string user;
    secret password;
};

/// Gives the credentials as they are now. Called before each login, because a mounted Secret is refreshed in
/// place: a changed password needs no restart. Fails with `errc::unreadable_file`.
using credentials_provider = std::function<result<credentials>()>;

}  // namespace vcenter_connector::base
