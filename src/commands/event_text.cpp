#include "event_text.hpp"

#include "vcenter_connector/app/log_format.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"
#include "vcenter_connector/events/attributes.hpp"
#include "vcenter_connector/events/category.hpp"
#include "vcenter_connector/events/event_data.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/gateway/request.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <variant>

namespace vcenter_connector::commands {
namespace {

using json_writer = rapidjson::Writer<rapidjson::StringBuffer>;

struct column {
    std::size_t width;  // in characters
    std::size_t most;   // in bytes
};
constexpr std::array columns{column{24, 40}, column{7, 20}, column{30, 200}, column{20, 120},
                             column{16, 120}};
constexpr std::size_t longest_message = 2000;

std::string cell(std::string_view text, column how)
{
    auto shown = text.empty() ? std::string("-") : base::printable(text, how.most);
    const auto width = base::character_count(shown);
    return shown + std::string(width < how.width ? how.width - width : 0, ' ') + "  ";
}

void member(json_writer& json, const char* name, std::string_view text)
{
    json.Key(name);
    json.String(base::valid_utf8(text));
}

std::string_view name_of(const events::event_names& names) noexcept
{
    return names.type_id.empty() ? names.topic : names.type_id;
}

// What a filter calls the object, so that what is seen can be asked for.
std::string object_of(const vsphere::event& event, const events::event_origin& origin)
{
    const auto found = events::event_attributes(event, origin).find("object");
    const auto* name = found ? std::get_if<std::string>(&*found) : nullptr;
    return name != nullptr ? *name : std::string();
}

net::http_headers headers_of(const store::event_record& record)
{
    gateway::invocation call;
    call.event_id = record.id;
    call.topic = record.topic;
    call.content_type = record.content_type;
    call.headers = record.headers;
    return gateway::request_of(call).headers;
}

}  // namespace

std::string event_line(const vsphere::event& event, const events::event_origin& origin)
{
    const auto names = events::names_of(event);
    const auto message = base::trim(event.text("fullFormattedMessage"));
    return cell(app::timestamp(event.time), columns[0]) +
           cell(events::category_of(event, origin.categories), columns[1]) +
           cell(name_of(names), columns[2]) + cell(object_of(event, origin), columns[3]) +
           cell(event.text("userName"), columns[4]) +
           (message.empty() ? "-" : base::printable(message, longest_message)) + "\n";
}

std::string event_json(const vsphere::event& event, const events::event_origin& origin)
{
    const auto names = events::names_of(event);
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartObject();
    member(json, "id", events::event_id(origin, event.key));
    member(json, "topic", names.topic);
    member(json, "class", names.class_name);
    if (!names.type_id.empty())
        member(json, "eventTypeId", names.type_id);
    member(json, "category", events::category_of(event, origin.categories));
    member(json, "time", base::format_time(event.time));
    json.Key("data");
    std::string data;
    events::append_event_data(data, event);
    json.RawValue(data.data(), data.size(), rapidjson::kObjectType);
    json.EndObject();
    return std::string(out.GetString(), out.GetSize()) + "\n";
}

std::string invocation_text(const store::event_record& record)
{
    std::string text;
    for (const auto& [name, value] : headers_of(record))
        text += name + ": " + value + "\n";
    return text + "\n" + record.body + "\n\n";
}

std::string invocation_json(const store::event_record& record)
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartObject();
    json.Key("headers");
    json.StartObject();
    for (const auto& [name, value] : headers_of(record))
        member(json, name.c_str(), value);
    json.EndObject();
    member(json, "body", record.body);
    json.EndObject();
    return std::string(out.GetString(), out.GetSize()) + "\n";
}

}  // namespace vcenter_connector::commands
