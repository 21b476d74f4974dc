// What the HTTP server makes of Beast's messages, and of errors in reading them. Private to src/net.
#pragma once

#include "vcenter_connector/net/http.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

namespace vcenter_connector::net {

using request_head = boost::beast::http::request<boost::beast::http::string_body>;

/// How an answer has to be put, apart from what it says.
struct answer_form {
    answer_form(bool h, unsigned v, bool k) : head(h), version(v), keep_alive(k) {}
    bool head;         ///< the request was HEAD: headers only
    unsigned version;  ///< 10 or 11
    bool keep_alive;
};

/// The status that tells a client of an error in reading its request; 0 when there is nobody to tell.
unsigned status_of(const boost::system::error_code& error) noexcept;

/// The status that refuses a request whose headers are well-formed but cannot be accepted; 0 for a good one.
unsigned refusal(const request_head& head, bool chunked);

bool expects_continue(const request_head& head);

http_request take_request(request_head message);

/// An answer of the status's own phrase.
http_response plain_response(unsigned status);

/// Leaves out headers that could break the message: names that are no token, and those that the server sets.
boost::beast::http::response<boost::beast::http::string_body> make_message(http_response response,
                                                                           answer_form form);

}  // namespace vcenter_connector::net
