#include "server_message.hpp"

#include "vcenter_connector/base/text.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace vcenter_connector::net {
namespace {

namespace http = boost::beast::http;

bool is_token(std::string_view name) noexcept
{
    static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != std::string_view::npos;
    });
}

bool is_ours(std::string_view name) noexcept
{
    static constexpr std::array<std::string_view, 4> ours{"Connection", "Content-Length", "Transfer-Encoding",
                                                          "Keep-Alive"};
    return std::any_of(ours.begin(), ours.end(), [&](auto each) { return base::iequals(each, name); });
}

std::string one_line(std::string value)
{
    std::replace_if(
        value.begin(), value.end(),
        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }, ' ');
    return value;
}

bool has_no_body(unsigned status) noexcept
{
    return status == 204 || status == 304;
}

}  // namespace

unsigned status_of(const boost::system::error_code& error) noexcept
{
    if (error == http::error::end_of_stream || error == http::error::partial_message)
        return 0;
    if (error == http::error::body_limit)
        return 413;
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return 431;
    if (error == http::error::bad_version)
        return 505;
    return error.category() == http::make_error_code(http::error::bad_method).category() ? 400 : 0;
}

unsigned refusal(const request_head& head, bool chunked)
{
    if (head.version() >= 11 && head.count(http::field::host) != 1)
        return 400;
    const auto coding = head.find(http::field::transfer_encoding);
    if (coding != head.end() && !(chunked && base::iequals(coding->value(), "chunked")))
        return 501;
    if (head.version() >= 11 && head.count(http::field::expect) != 0 && !expects_continue(head))
        return 417;
    return 0;
}

bool expects_continue(const request_head& head)
{
    return head.version() >= 11 && base::iequals(head[http::field::expect], "100-continue");
}

http_request take_request(request_head message)
{
    http_request request;
    request.method = message.method_string();
    request.target = message.target();
    for (const auto& field : message)
        request.headers.push_back({field.name_string(), field.value()});
    request.body = std::move(message.body());
    return request;
}

http_response plain_response(unsigned status)
{
    http_response response;
    response.status = status;
    response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
    response.body = std::string(http::obsolete_reason(http::int_to_status(status))) + "\n";
    return response;
}

http::response<http::string_body> make_message(http_response response, answer_form form)
{
    if (response.status < 200 || response.status > 599)
        response = plain_response(500);
    http::response<http::string_body> message;
    message.version(form.version);
    message.result(response.status);
    for (auto& header : response.headers)
        if (is_token(header.name) && !is_ours(header.name))
            message.insert(header.name, one_line(std::move(header.value)));
    message.keep_alive(form.keep_alive);
    if (has_no_body(response.status))
        return message;
    message.content_length(response.body.size());
    if (!form.head)
        message.body() = std::move(response.body);
    return message;
}

}  // namespace vcenter_connector::net
