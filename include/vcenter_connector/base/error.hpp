// The errors that this program makes itself. What a library reports (Asio, OpenSSL) keeps its own code.
#pragma once

#include <boost/system/error_code.hpp>

#include <type_traits>

namespace vcenter_connector::base {

enum class errc {
    // bad input from a user
    invalid_argument = 1,  ///< a flag, variable, key or file holds something that cannot be used
    unreadable_file,       ///< a file cannot be read, or is empty where it must not be

    // HTTP, from `net`
    timed_out,               ///< the peer did not answer in time
    aborted,                 ///< ended by this program itself (stop); never logged as an error
    body_too_large,          ///< the answer is larger than the limit that was set for it
    truncated_body,          ///< the connection ended in the middle of an answer
    connection_closed,       ///< the peer closed the connection before it answered
    bad_http,                ///< the peer does not speak HTTP/1.1
    bad_encoding,            ///< a body in an encoding that is broken or not known
    tls_untrusted,           ///< the certificate is not of an authority that is trusted
    tls_wrong_name,          ///< the certificate is for other hosts
    tls_expired,             ///< the certificate's time is over, or has not begun
    tls_client_certificate,  ///< the server wants a client certificate, or refuses the one it was given
    tls_too_old,             ///< the server speaks no TLS 1.2 or newer
    proxy_refused,           ///< a proxy does not let us through
    tls_failed,              ///< any other failure of the TLS handshake

    // vSphere API, from `vsphere` and `source`
    not_soap,             ///< the answer is no SOAP envelope: HTML, a proxy's page, nothing
    unexpected_answer,    ///< SOAP, but not the answer to the call that was made
    not_authenticated,    ///< the session is gone (fault NotAuthenticated)
    invalid_login,        ///< the fault InvalidLogin or one that derives from it; NoPermission at login
    no_permission,        ///< fault NoPermission
    managed_object_gone,  ///< fault ManagedObjectNotFound: a collector or filter of a lost session
    invalid_state,        ///< fault InvalidState: too many collectors
    soap_fault,           ///< any other fault
    http_status,          ///< an HTTP status that the call cannot have
    redirected,           ///< 3xx: the URL is not that of the API

    // OpenFaaS gateway, from `routing` and `gateway`
    not_json,         ///< the answer is not JSON: HTML, a proxy's page
    unexpected_json,  ///< JSON, but not of the form that the API promises
    unauthorized,     ///< 401 or 403

    // the journal's file, from `store`
    disk_full,        ///< no space, or a quota is used up
    disk_read_only,   ///< the file or the file system may not be written
    disk_failed,      ///< the system reports an input/output error
    journal_busy,     ///< another process holds the file for longer than is waited
    journal_in_use,   ///< another connector works on the file
    journal_newer,    ///< the file was written by a newer version of this program
    journal_foreign,  ///< a sound SQLite file of another program
    journal_corrupt,  ///< the file's content is damaged
    journal_missing,  ///< there is no journal at that place
    journal_failed,   ///< any other error of SQLite
};

/// The category of `errc`; its messages are complete phrases for a log line.
const boost::system::error_category& error_category() noexcept;

inline boost::system::error_code make_error_code(errc e) noexcept
{
    return {static_cast<int>(e), error_category()};
}

}  // namespace vcenter_connector::base

template <>
struct boost::system::is_error_code_enum<vcenter_connector::base::errc> : std::true_type {
};
