#include "vcenter_connector/vsphere/soap.hpp"

#include "vcenter_connector/base/text.hpp"

namespace vcenter_connector::vsphere {
namespace {

// U+FFFE and U+FFFF are UTF-8 but no XML (XML 1.0, production Char).
bool is_noncharacter(std::string_view text, std::size_t at) noexcept
{
    const auto three = text.substr(at, 3);
    return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
}

}  // namespace

std::string escape_xml(std::string_view text)
{
    const auto clean = base::valid_utf8(text);
    std::string out;
    out.reserve(clean.size());
    for (std::size_t i = 0; i < clean.size(); ++i) {
        if (is_noncharacter(clean, i)) {
            i += 2;
            continue;
        }
        const char c = clean[i];
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&apos;"; break;
        case '\t': out += "&#9;"; break;
        case '\n': out += "&#10;"; break;
        case '\r': out += "&#13;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20)
                out += c;
        }
    }
    return out;
}

soap_call make_call(std::string_view method, std::string_view self_type, std::string_view self_value,
                    std::string_view arguments)
{
    soap_call call;
    call.method = method;
    call.envelope = R"(<?xml version="1.0" encoding="UTF-8"?>)"
                    R"(<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/")"
                    R"( xmlns:xsd="http://www.w3.org/2001/XMLSchema")"
                    R"( xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><)";
    call.envelope.append(method)
        .append(R"( xmlns="urn:vim25"><_this type=")")
        .append(escape_xml(self_type))
        .append("\">");
    call.envelope.append(escape_xml(self_value)).append("</_this>").append(arguments);
    call.envelope.append("</").append(method).append("></soapenv:Body></soapenv:Envelope>");
    return call;
}

}  // namespace vcenter_connector::vsphere
