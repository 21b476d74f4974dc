#include "wire_error.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>

namespace vcenter_connector::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using base::errc;
using boost::system::error_code;

bool ended(error_code ec)
{
    return ec == http::error::partial_message || ec == http::error::end_of_stream || ec == asio::error::eof ||
           ec == asio::error::connection_reset || ec == asio::error::broken_pipe ||
           ec == asio::ssl::error::stream_truncated;
}

}  // namespace

base::failure connect_failure(error_code ec)
{
    if (ec == beast::error::timeout)
        return errc::timed_out;
    return ec == asio::error::operation_aborted ? base::failure(errc::aborted) : base::failure(ec);
}

base::failure exchange_failure(error_code ec, bool answered)
{
    if (ec == http::error::body_limit)
        return errc::body_too_large;
    if (ended(ec))
        return answered ? errc::truncated_body : errc::connection_closed;
    if (ec.category() == make_error_code(http::error::bad_version).category())
        return {errc::bad_http, ec.message()};
    return connect_failure(ec);
}

}  // namespace vcenter_connector::net
