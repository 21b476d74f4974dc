#include "support/hostile_events.hpp"

#include "support/vcenter_xml.hpp"

#include "vcenter_connector/vsphere/class_table.hpp"

#include <array>

namespace vcenter_connector::test {
namespace {

using namespace std::string_view_literals;

constexpr std::array texts{
    ""sv,
    "web-1"sv,
    "\x01\x02\x1b[2J\x7f"sv,
    "two\r\nce-id: forged\r\n\r\n{}"sv,
    "\xFF\xFE\xC0\xAF\xED\xA0\x80"sv,
    "\xF0\x9F\x9A\x80 \xE6\x97\xA5\xE6\x9C\xAC \xE2\x80\xA8"sv,
    "\"},\"forged\":{\"a\":\""sv,
    "\\u0000 \\\" \\"sv,
    "' OR TRUE OR vm = '"sv,
    "</returnval><returnval>"sv,
    "99999999999999999999999"sv,
    "-9223372036854775808"sv,
    "1e400"sv,
    "NaN"sv,
    "TRUE"sv,
    "2026-13-45T99:99:99Z"sv,
    "0001-01-01T00:00:00Z"sv,
    "\xEF\xBF\xBE\xEF\xBF\xBF"sv,
    "%00%0a%s%n"sv,
    "    "sv,
};

constexpr std::array simple_types{"xsd:int"sv,       "xsd:long"sv,     "xsd:boolean"sv,
                                  "xsd:double"sv,    "xsd:dateTime"sv, "xsd:base64Binary"sv,
                                  "ArrayOfString"sv, "ArrayOfInt"sv,   "VmEventArgument"sv,
                                  "NoSuchType"sv,    "VirtualDisk"sv};

constexpr std::array names{"vm"sv,       "host"sv,     "name"sv,  "key"sv,        "arguments"sv,   "value"sv,
                           "unknown"sv,  "Vm"sv,       "fault"sv, "configSpec"sv, "eventTypeId"sv, "_"sv,
                           "\xC3\xA4"sv, "with.dot"sv, "alarm"sv, "createdTime"sv};

}  // namespace

std::string hostile_events::text()
{
    if (one_in(150))
        return std::string(100'000 + below(100'000), 'n');
    std::string out(texts.at(below(texts.size())));
    if (one_in(3))
        out += texts.at(below(texts.size()));
    return out;
}

std::string hostile_events::attributes()
{
    if (one_in(3))
        return " xsi:type=\"" + std::string(simple_types.at(below(simple_types.size()))) + "\"";
    if (one_in(3))
        return " type=\"" + xml_text(text().substr(0, 200)) + "\"";
    return {};
}

std::string hostile_events::any_name()
{
    return std::string(names.at(below(names.size())));
}

std::string hostile_events::value(std::size_t depth)
{
    if (depth == 0 || one_in(2))
        return xml_text(text());
    std::string out;
    for (std::size_t i = below(4); i > 0; --i) {
        const auto name = any_name();
        out += "<" + name + attributes() + ">" + value(depth - 1) + "</" + name + ">";
    }
    return out;
}

std::string hostile_events::member()
{
    const auto name = any_name();
    return "<" + name + attributes() + ">" + value(4) + "</" + name + ">";
}

std::string hostile_events::declared_member(const std::string& class_name)
{
    const auto type = vsphere::find_type(class_name);
    if (!type || type->member_count() == 0)
        return member();
    const std::string name(type->member_at(below(type->member_count())).name);
    return "<" + name + attributes() + ">" + value(4) + "</" + name + ">";
}

std::string hostile_events::nest(std::size_t levels)
{
    std::string out;
    for (std::size_t i = 0; i < levels; ++i)
        out += "<a>";
    out += "x";
    for (std::size_t i = 0; i < levels; ++i)
        out += "</a>";
    return out;
}

posted_event hostile_events::next()
{
    posted_event event;
    event.key = key_++;
    event.class_name = std::string(vsphere::event_class_at(below(vsphere::event_class_count())).name());
    if (one_in(8))
        event.class_name = one_in(2) ? "NoSuchThingEvent" : "EventEx";
    event.raw = xml_element("key", std::to_string(*event.key)) +
                xml_element("createdTime", "2026-01-02T03:04:05." + std::to_string(*event.key) + "Z");
    for (std::size_t i = below(6); i > 0; --i)
        event.raw += one_in(2) ? declared_member(event.class_name) : member();
    if (one_in(4))
        event.raw +=
            "<vm>" + xml_element("name", text()) + xml_reference("vm", "VirtualMachine", text()) + "</vm>";
    if (one_in(4))
        event.raw += xml_element("eventTypeId", text()) + xml_element("fullFormattedMessage", text());
    if (one_in(60))
        event.raw += nest(one_in(4) ? 20'000 : 300);
    return event;
}

}  // namespace vcenter_connector::test
