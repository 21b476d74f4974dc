#include "vcenter_connector/policy/outcome.hpp"

#include "vcenter_connector/base/error.hpp"

#include <algorithm>

namespace vcenter_connector::policy {
namespace {

using base::errc;

bool in(const boost::system::error_code& error, std::initializer_list<errc> codes) noexcept
{
    for (const auto code : codes)
        if (error == code)
            return true;
    return false;
}

bool is_redirect(unsigned status) noexcept
{
    return status >= 300 && status < 400;
}

// `words` in small letters.
bool says(std::string_view text, std::string_view words) noexcept
{
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    return std::search(text.begin(), text.end(), words.begin(), words.end(), same) != text.end();
}

// The codes that this program makes are known one by one. Of the system's and the resolver's codes those that
// tell of a connection lost after it was made are a failed attempt; with all others there was none.
outcome classify_error(const boost::system::error_code& error) noexcept
{
    namespace system = boost::system::errc;
    if (error == errc::aborted)
        return outcome::aborted;
    if (error == errc::timed_out)
        return outcome::ask_gateway;
    if (error == errc::invalid_argument)  // it was not sent, and never can be
        return outcome::dead;
    if (in(error, {errc::tls_untrusted, errc::tls_wrong_name, errc::tls_expired, errc::tls_client_certificate,
                   errc::tls_too_old, errc::tls_failed, errc::proxy_refused, errc::unreadable_file}))
        return outcome::gateway_away;
    if (error.category() == base::error_category())
        return outcome::retry;
    if (error == system::connection_reset || error == system::broken_pipe ||
        error == system::connection_aborted)
        return outcome::retry;
    return outcome::gateway_away;
}

outcome classify_status(const invocation_end& end) noexcept
{
    const unsigned status = end.status;
    if (status >= 200 && status < 300)
        return outcome::delivered;
    if (status < 400 || status == 401 || status == 403)
        return outcome::ask_gateway;
    if (too_large_for_queue(end))
        return outcome::dead;
    if (invocations_disabled(end))
        return outcome::disabled;
    if (status == 404)
        return end.listed ? outcome::retry : outcome::dead;
    if (status == 408 || status == 425 || status == 429 || status >= 500)
        return outcome::retry;
    return outcome::dead;
}

}  // namespace

outcome classify(const invocation_end& end) noexcept
{
    return end.status == 0 ? classify_error(end.error) : classify_status(end);
}

outcome classify_asked(const invocation_end& end, bool gateway_accepts) noexcept
{
    if (!gateway_accepts)
        return outcome::gateway_away;
    return is_redirect(end.status) ? outcome::dead : outcome::retry;
}

bool too_large_for_queue(const invocation_end& end) noexcept
{
    if (!end.async || (end.status != 413 && end.status < 500))
        return false;
    return end.status == 413 || says(end.text, "maximum payload") ||
           says(end.text, "message size exceeds maximum");
}

bool invocations_disabled(const invocation_end& end) noexcept
{
    return end.status == 405 && says(end.text, "function invocations disabled");
}

bool disabled_functions::add(std::string_view function)
{
    names_.emplace(function);
    return names_.size() > 1;
}

bool gateway_accepts(unsigned status, const boost::system::error_code& error) noexcept
{
    return !error && status != 0 && status != 401 && status != 403 && !is_redirect(status);
}

}  // namespace vcenter_connector::policy
