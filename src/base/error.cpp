#include "vcenter_connector/base/error.hpp"

#include "vcenter_connector/base/result.hpp"

#include <string>

namespace vcenter_connector::base {
namespace {

const char* text_of(errc e) noexcept
{
    switch (e) {
    case errc::invalid_argument: return "invalid argument";
    case errc::unreadable_file: return "file cannot be used";
    case errc::timed_out: return "no answer in time";
    case errc::aborted: return "stopped";
    case errc::body_too_large: return "the answer is larger than the limit";
    case errc::truncated_body: return "the connection ended in the middle of the answer";
    case errc::connection_closed: return "the connection was closed before an answer came";
    case errc::bad_http: return "the answer is not HTTP/1.1";
    case errc::bad_encoding: return "the answer's encoding cannot be undone";
    case errc::tls_untrusted: return "the server's certificate is not trusted";
    case errc::tls_wrong_name: return "the server's certificate is not trusted: it is for another name";
    case errc::tls_expired:
        return "the server's certificate is not trusted: its time is over or has not begun";
    case errc::tls_client_certificate: return "the server wants a client certificate that it trusts";
    case errc::tls_too_old: return "the server speaks no TLS 1.2 or newer";
    case errc::proxy_refused: return "the proxy does not let the request through";
    case errc::tls_failed: return "the TLS handshake failed";
    case errc::not_soap: return "the answer is not SOAP; is this the URL of a vCenter's SDK?";
    case errc::unexpected_answer: return "unexpected answer from vCenter";
    case errc::not_authenticated: return "the session has ended";
    case errc::invalid_login: return "the login is refused";
    case errc::no_permission: return "no permission";
    case errc::managed_object_gone: return "the managed object is gone";
    case errc::invalid_state: return "vCenter refuses in its present state; too many collectors?";
    case errc::soap_fault: return "vCenter reports a fault";
    case errc::http_status: return "unexpected HTTP status";
    case errc::redirected: return "the server redirects elsewhere; use the URL that it names";
    case errc::not_json: return "the answer is not JSON; is this the URL of an OpenFaaS gateway?";
    case errc::unexpected_json: return "unexpected JSON from the gateway";
    case errc::unauthorized: return "the gateway refuses the credentials";
    case errc::disk_full: return "no space is left for the journal";
    case errc::disk_read_only: return "the journal may not be written";
    case errc::disk_failed: return "input/output error on the journal's file";
    case errc::journal_busy: return "another process holds the journal's file";
    case errc::journal_in_use: return "another vcenter-connector uses the journal";
    case errc::journal_newer: return "the journal was written by a newer version";
    case errc::journal_foreign: return "the file is not a journal but the database of another program";
    case errc::journal_corrupt: return "the journal's file is damaged";
    case errc::journal_missing: return "there is no journal that can be used";
    case errc::journal_failed: return "the journal failed";
    }
    return "unknown error";
}

class category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "vcenter_connector"; }
    std::string message(int value) const override { return text_of(static_cast<errc>(value)); }
};

}  // namespace

const boost::system::error_category& error_category() noexcept
{
    static const category instance;
    return instance;
}

std::string failure::message() const
{
    if (detail.empty())
        return code.message();
    return code.message() + ": " + detail;
}

}  // namespace vcenter_connector::base
