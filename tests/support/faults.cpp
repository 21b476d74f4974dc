#include "support/faults.hpp"

#include "support/vcenter_xml.hpp"

#include <utility>

namespace vcenter_connector::test::faults {
namespace {

fault delivered(fault::delivery form, std::size_t amount = 0)
{
    fault f;
    f.form = form;
    f.amount = amount;
    return f;
}

}  // namespace

fault answer(unsigned status, std::string body, net::http_headers headers)
{
    fault f;
    f.execute = false;
    f.instead = server_reply{status, std::move(headers), std::move(body)};
    return f;
}

fault html(unsigned status, net::http_headers headers)
{
    headers.push_back({"Content-Type", "text/html"});
    return answer(
        status, "<!DOCTYPE html><html><head><title>Proxy</title></head><body><br>Sorry &nbsp;</body></html>",
        std::move(headers));
}

fault redirect(std::string location)
{
    net::http_headers headers;
    headers.push_back({"Location", std::move(location)});
    return html(301, std::move(headers));
}

fault soap(std::string_view type, std::string_view text)
{
    const auto reply = soap_fault(type, text);
    return answer(reply.status, reply.body, reply.headers);
}

fault empty_body()
{
    return answer(200, "");
}

fault garbage_xml()
{
    return answer(200, "<soapenv:Envelope><soapenv:Body><<>&&\x01\xFF</", {{"Content-Type", "text/xml"}});
}

fault raw(std::string bytes)
{
    fault f;
    f.execute = false;
    f.raw = std::move(bytes);
    return f;
}

fault truncated_body()
{
    return delivered(fault::delivery::cut, std::string::npos);
}

fault cut_after(std::size_t bytes)
{
    return delivered(fault::delivery::cut, bytes);
}

fault drip(std::size_t bytes, std::chrono::milliseconds interval)
{
    auto f = delivered(fault::delivery::drip, bytes);
    f.interval = interval;
    return f;
}

fault chunked(std::size_t bytes_a_chunk)
{
    return delivered(fault::delivery::chunked, bytes_a_chunk);
}

fault gzip()
{
    fault f;
    f.gzip = true;
    return f;
}

fault lost_answer()
{
    return delivered(fault::delivery::close);
}

fault close()
{
    auto f = delivered(fault::delivery::close);
    f.execute = false;
    return f;
}

fault huge_announced()
{
    auto f = delivered(fault::delivery::announce, std::size_t{2} << 30U);
    f.execute = false;
    f.instead = server_reply{};
    return f;
}

fault endless_chunks()
{
    auto f = delivered(fault::delivery::endless);
    f.execute = false;
    f.instead = server_reply{};
    return f;
}

fault delay(std::chrono::milliseconds time)
{
    fault f;
    f.delay = time;
    return f;
}

fault stall()
{
    fault f;
    f.stall = true;
    return f;
}

}  // namespace vcenter_connector::test::faults
