#include "support/vcenter_xml.hpp"

namespace vcenter_connector::test {
namespace {

std::string envelope(std::string_view body)
{
    std::string out = R"(<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"
 xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:xsd="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<soapenv:Body>
)";
    return out.append(body).append("\n</soapenv:Body>\n</soapenv:Envelope>");
}

server_reply xml_reply(unsigned status, std::string_view body)
{
    return {
        status, {{"Content-Type", "text/xml; charset=utf-8"}, {"Cache-Control", "no-cache"}}, envelope(body)};
}

}  // namespace

std::string xml_text(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        case '\r': out += "&#xD;"; break;  // a bare one would be read as a line feed
        default: out += c;
        }
    }
    return out;
}

std::string xml_element(std::string_view name, std::string_view text)
{
    std::string out = "<";
    return out.append(name).append(">").append(xml_text(text)).append("</").append(name).append(">");
}

std::string xml_reference(std::string_view name, std::string_view type, std::string_view value)
{
    std::string out = "<";
    out.append(name).append(" type=\"").append(xml_text(type)).append("\">").append(xml_text(value));
    return out.append("</").append(name).append(">");
}

server_reply soap_answer(std::string_view method, std::string_view content)
{
    std::string body = "<";
    body.append(method).append(R"(Response xmlns="urn:vim25">)").append(content);
    return xml_reply(200, body.append("</").append(method).append("Response>"));
}

server_reply soap_fault(std::string_view type, std::string_view text, std::string_view members)
{
    std::string body =
        "<soapenv:Fault><faultcode>ServerFaultCode</faultcode>" + xml_element("faultstring", text);
    body.append("<detail><")
        .append(type)
        .append(R"(Fault xmlns="urn:vim25" xsi:type=")")
        .append(type)
        .append("\">");
    body.append(members).append("</").append(type).append("Fault></detail></soapenv:Fault>");
    return xml_reply(500, body);
}

}  // namespace vcenter_connector::test
