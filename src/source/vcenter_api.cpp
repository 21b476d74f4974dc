#include "vcenter_connector/source/vcenter_api.hpp"

#include "vcenter_connector/base/http_date.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/net/echo.hpp"

#include <utility>

namespace vcenter_connector::source {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using base::errc;
using vsphere::managed_object_reference;

constexpr base::duration call_timeout = 30s;
constexpr base::duration farewell_timeout = 2s;
// vCenter answers at the latest when its wait has ended; this is for the way and a busy server.
constexpr base::duration beyond_wait = 15s;
constexpr int read_count = 1000;
// A cookie's value that is shorter protects nothing, and may be a word of any text.
constexpr std::size_t shortest_token = 8;
// Of a server that does not say what time it is: whoever deletes a cookie by a date takes a much older one.
constexpr base::wall_time long_ago{std::chrono::sys_days(std::chrono::year(2020) / 1 / 1)};
// What every vCenter since 6.0 understands, for a server that hides its list of versions.
constexpr const char* oldest_version = "6.0";

std::string beginning(const std::string& body)
{
    return base::printable(base::trim(std::string_view(body).substr(0, 160)), 120);
}

base::result<std::string> accept(net::http_response answer)
{
    if (answer.status == 200)
        return std::move(answer.body);
    if (answer.status >= 300 && answer.status < 400)
        return base::failure(errc::redirected, "to " + net::shown_location(answer));
    // SOAP 1.1 over HTTP, section 6.2: a fault comes with status 500.
    if (answer.status == 500 && answer.body.find("Envelope") != std::string::npos)
        return std::move(answer.body);
    return base::failure(errc::http_status, std::to_string(answer.status) + " " + beginning(answer.body));
}

// Joins the answer to a call with the decoder of its body.
template <class T>
base::result<T> decode(base::result<std::string> body, base::result<T> (*decoder)(std::string))
{
    if (!body)
        return body.error();
    return decoder(std::move(*body));
}

}  // namespace

vcenter_api::vcenter_api(net::http_client& http, std::string path, std::chrono::seconds longest_wait)
    : http_(http), path_(std::move(path)), longest_wait_(longest_wait)
{
}

asio::awaitable<base::result<std::string>> vcenter_api::post(const vsphere::soap_call& call,
                                                             base::duration timeout)
{
    net::http_request request;
    request.method = "POST";
    request.target = path_;
    request.headers.push_back({"Content-Type", "text/xml; charset=utf-8"});
    request.headers.push_back({"SOAPAction", "\"urn:vim25/" + api_version_ + "\""});
    if (auto cookies = cookies_.header(); !cookies.empty())
        request.headers.push_back({"Cookie", std::move(cookies)});
    request.body = call.envelope;
    auto answer = co_await http_.send(request, timeout);
    if (!answer)
        co_return base::failure(answer.error().code, call.method +
                                                         (answer.error().detail.empty() ? "" : ": ") +
                                                         answer.error().detail);
    if (answer->status != 200 || !answer->body.starts_with("<?xml"))
        hide_secrets(*answer);
    const auto now = base::parse_http_date(answer->header("Date")).value_or(long_ago);
    for (const auto& header : answer->headers)
        if (base::iequals(header.name, "Set-Cookie"))
            cookies_.absorb(header.value, now);
    co_return accept(std::move(*answer));
}

// A proxy's page may repeat the request.
void vcenter_api::hide_secrets(net::http_response& answer) const
{
    auto secrets = cookies_.values();
    std::erase_if(secrets, [](std::string_view each) { return each.size() < shortest_token; });
    secrets.push_back(password_.reveal());
    net::hide_echoes(answer, secrets);
}

asio::awaitable<base::result<vsphere::service_content>> vcenter_api::discover()
{
    if (!logged_in_)
        cookies_.clear();
    net::http_request request;
    request.target = path_ + "/vimServiceVersions.xml";
    auto answer = co_await http_.send(request, call_timeout);
    if (!answer)
        co_return answer.error();
    if (answer->status == 404) {
        api_version_ = oldest_version;
    } else {
        auto version = decode(accept(std::move(*answer)), vsphere::decode_service_versions);
        if (!version)
            co_return version.error();
        api_version_ = *version;
    }
    const auto call = vsphere::retrieve_service_content();
    auto content = decode(co_await post(call, call_timeout), vsphere::decode_service_content);
    if (content)
        service_ = *content;
    co_return content;
}

asio::awaitable<base::result<vsphere::user_session>> vcenter_api::login(const base::credentials& who)
{
    if (logged_in_) {
        auto left = co_await logout();
        if (left.has_error() && left.error().is(errc::aborted))
            co_return left.error();
    }
    const auto call = vsphere::login(service_.session_manager, who);
    password_ = who.password;
    auto done = decode(co_await post(call, call_timeout), vsphere::decode_login);
    password_ = {};
    logged_in_ = done.has_value();
    // A user who may not log in is refused like one with a wrong password, and tried as rarely.
    if (done.has_error() && done.error().is(errc::no_permission))
        co_return base::failure(errc::invalid_login, done.error().detail);
    co_return done;
}

asio::awaitable<base::result<void>> vcenter_api::logout()
{
    const auto call = vsphere::logout(service_.session_manager);
    auto done = decode(co_await post(call, farewell_timeout), vsphere::decode_nothing);
    cookies_.clear();
    logged_in_ = false;
    co_return done;
}

asio::awaitable<base::result<base::wall_time>> vcenter_api::current_time()
{
    const auto call = vsphere::current_time();
    co_return decode(co_await post(call, call_timeout), vsphere::decode_current_time);
}

asio::awaitable<base::result<vsphere::event_categories>> vcenter_api::event_categories()
{
    const auto call = vsphere::retrieve_event_info(service_);
    co_return decode(co_await post(call, call_timeout), vsphere::decode_event_info);
}

asio::awaitable<base::result<std::vector<vsphere::event_kind>>> vcenter_api::event_kinds()
{
    const auto call = vsphere::retrieve_event_info(service_);
    co_return decode(co_await post(call, call_timeout), vsphere::decode_event_kinds);
}

asio::awaitable<base::result<managed_object_reference>>
vcenter_api::create_collector(base::wall_time begin, int page_size, std::optional<base::wall_time> end)
{
    const auto call = vsphere::create_collector(service_.event_manager, begin, page_size, end);
    co_return decode(co_await post(call, call_timeout), vsphere::decode_reference);
}

asio::awaitable<base::result<std::vector<vsphere::event>>>
vcenter_api::read_next(const managed_object_reference& collector)
{
    const auto call = vsphere::read_next_events(collector, read_count);
    co_return decode(co_await post(call, call_timeout), vsphere::decode_events);
}

asio::awaitable<base::result<std::vector<vsphere::event>>>
vcenter_api::latest_page(const managed_object_reference& collector)
{
    const auto call = vsphere::retrieve_latest_page(service_, collector);
    co_return decode(co_await post(call, call_timeout), vsphere::decode_latest_page);
}

asio::awaitable<base::result<void>> vcenter_api::destroy_collector(const managed_object_reference& collector)
{
    const auto call = vsphere::destroy_collector(collector);
    co_return decode(co_await post(call, leaving_ ? farewell_timeout : call_timeout),
                     vsphere::decode_nothing);
}

asio::awaitable<base::result<managed_object_reference>>
vcenter_api::create_filter(const managed_object_reference& collector)
{
    const auto call = vsphere::create_filter(service_, collector);
    co_return decode(co_await post(call, call_timeout), vsphere::decode_reference);
}

asio::awaitable<base::result<void>> vcenter_api::destroy_filter(const managed_object_reference& filter)
{
    const auto call = vsphere::destroy_filter(filter);
    co_return decode(co_await post(call, leaving_ ? farewell_timeout : call_timeout),
                     vsphere::decode_nothing);
}

asio::awaitable<base::result<std::optional<vsphere::update_set>>>
vcenter_api::wait_for_updates(const std::string& version)
{
    const auto call = vsphere::wait_for_updates(service_, version, static_cast<int>(longest_wait_.count()));
    co_return decode(co_await post(call, longest_wait_ + beyond_wait), vsphere::decode_updates);
}

}  // namespace vcenter_connector::source
