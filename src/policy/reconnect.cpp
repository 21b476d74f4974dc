#include "vcenter_connector/policy/reconnect.hpp"

#include "vcenter_connector/policy/connection_cure.hpp"

#include <algorithm>
#include <string_view>

namespace vcenter_connector::policy {
namespace {

using namespace std::chrono_literals;
using base::errc;

constexpr base::duration longest_absence = 5s;
constexpr base::duration longest_denial = 60s;
constexpr base::duration longest_refusal = 300s;

bool session_is_gone(const base::failure& why) noexcept
{
    return why.is(errc::not_authenticated) || why.is(errc::managed_object_gone);
}

}  // namespace

base::duration reconnect::after(const base::failure& why)
{
    if (why.is(errc::invalid_login)) {
        ++failures_;
        const auto wait = 60s * (1U << std::min(refusals_++, 3U));
        return std::min<base::duration>(wait, longest_refusal);
    }
    if (session_is_gone(why) && failures_ == 0) {
        ++failures_;
        return base::duration::zero();
    }
    // A user without the rights, or too many collectors: each try logs in and out, which vCenter writes down.
    const bool denied = why.is(errc::no_permission) || why.is(errc::invalid_state);
    const auto ceiling = std::min<base::duration>(500ms * (1U << std::min(failures_++, 8U)),
                                                  denied ? longest_denial : longest_absence);
    // Half fixed, half random: never at once, and several connectors do not come back in step.
    return ceiling / 2 + std::chrono::duration_cast<base::duration>(ceiling / 2 * random_());
}

void reconnect::connected() noexcept
{
    failures_ = 0;
    refusals_ = 0;
}

namespace {

// The detail of a fault begins with its class.
const char* cure_for_refusal(std::string_view fault) noexcept
{
    if (fault.starts_with("PasswordExpired"))
        return "the password has expired: set a new one in vCenter and give it to the connector (it is read "
               "anew before each attempt)";
    if (fault.starts_with("NoPermission"))
        return "give the user a role with System.View on the root folder: without one it may not log in";
    if (fault.starts_with("InvalidClientCertificate"))
        return "give the connector the client certificate that vCenter knows this user by";
    return "correct the user name and password (they are read anew before each attempt)";
}

}  // namespace

std::string cure_for(const base::failure& why)
{
    if (why.is(errc::invalid_login))
        return cure_for_refusal(why.detail);
    if (auto cure = connection_cure(why, "-vc", "-insecure"); !cure.empty())
        return cure;
    if (why.is(errc::tls_failed) || why.is(errc::bad_http))
        return "check scheme and port of the -vcenter URL";
    if (why.is(errc::redirected) || why.is(errc::not_soap))
        return "check the -vcenter URL: it has to lead to vCenter's /sdk, without a proxy's login page in "
               "between";
    if (why.is(errc::http_status))
        return "503 passes when vCenter has started; otherwise check the -vcenter URL and what stands before "
               "vCenter";
    if (why.is(errc::no_permission))
        return "give the user a role with System.View on the root folder";
    if (why.is(errc::unreadable_file))
        return "mount the secret with the user name and password, or the file that is named";
    return "";
}

}  // namespace vcenter_connector::policy
