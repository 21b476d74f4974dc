#include "dead_letters_text.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <chrono>

namespace vcenter_connector::commands {
namespace {

using json_writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::size_t longest_reason = 120;

std::string whole_seconds(base::wall_time time)
{
    return base::format_time(std::chrono::floor<std::chrono::seconds>(time));
}

std::string column(const std::string& text, std::size_t width)
{
    return text + std::string(text.size() < width ? width - text.size() : 0, ' ') + "  ";
}

std::string line(std::string id, std::string died, std::string function, std::string topic,
                 std::string attempts, std::string event, const std::string& reason)
{
    return column(id, 8) + column(died, 20) + column(function, 28) + column(topic, 22) + column(attempts, 8) +
           column(event, 42) + reason + "\n";
}

void member(json_writer& json, const char* name, std::string_view text)
{
    json.Key(name);
    const auto valid = base::valid_utf8(text);
    json.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
}

void members(json_writer& json, const store::dead_letter& letter)
{
    json.Key("id");
    json.Int64(letter.id);
    member(json, "function", letter.function.name);
    member(json, "namespace", letter.function.name_space);
    member(json, "event", letter.event_id);
    member(json, "topic", letter.topic);
    member(json, "object", letter.object);
    member(json, "queuedAt", base::format_time(letter.queued_at));
    member(json, "diedAt", base::format_time(letter.died_at));
    json.Key("failedAttempts");
    json.Uint(letter.attempts);
    member(json, "reason", letter.reason);
}

void attempts(json_writer& json, const std::vector<store::attempt>& all)
{
    json.Key("attempts");
    json.StartArray();
    for (const auto& each : all) {
        json.StartObject();
        member(json, "at", base::format_time(each.at));
        json.Key("status");
        json.Uint(each.status);
        member(json, "reason", each.reason);
        json.EndObject();
    }
    json.EndArray();
}

std::string fact(const char* name, const std::string& value)
{
    return column(name, 10) + value + "\n";
}

}  // namespace

std::string list_heading()
{
    return line("ID", "DIED AT", "FUNCTION", "TOPIC", "ATTEMPTS", "EVENT", "REASON");
}

std::string list_line(const store::dead_letter& letter)
{
    return line(std::to_string(letter.id), whole_seconds(letter.died_at),
                base::printable(letter.function.qualified()), base::printable(letter.topic),
                std::to_string(letter.attempts), base::printable(letter.event_id),
                base::printable(letter.reason, longest_reason));
}

std::string letter_text(const store::dead_letter_content& content)
{
    const auto& letter = content.letter;
    std::string text = fact("id", std::to_string(letter.id)) +
                       fact("function", base::printable(letter.function.qualified())) +
                       fact("event", base::printable(letter.event_id)) +
                       fact("topic", base::printable(letter.topic)) +
                       fact("object", base::printable(letter.object)) +
                       fact("queued at", base::format_time(letter.queued_at)) +
                       fact("died at", base::format_time(letter.died_at)) +
                       fact("reason", base::printable(letter.reason, 1000)) + "attempts\n";
    for (const auto& each : content.attempts)
        text += "  " + base::format_time(each.at) + "  " +
                column(each.status == 0 ? "-" : std::to_string(each.status), 3) +
                base::printable(each.reason, 1000) + "\n";
    text += fact("type", content.event.content_type.empty() ? "none is sent"
                                                            : base::printable(content.event.content_type));
    if (!content.event.headers.empty())
        text += "headers\n";
    for (const auto& [name, value] : content.event.headers)
        text += "  " + base::printable(name) + ": " + base::printable(value, 1000) + "\n";
    return text + "payload\n" + base::printable(content.event.body, content.event.body.size()) + "\n";
}

std::string letter_json(const store::dead_letter& letter)
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartObject();
    members(json, letter);
    json.EndObject();
    return out.GetString();
}

std::string letter_json(const store::dead_letter_content& content)
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartObject();
    members(json, content.letter);
    attempts(json, content.attempts);
    member(json, "contentType", content.event.content_type);
    json.Key("headers");
    json.StartObject();
    for (const auto& [name, value] : content.event.headers)
        member(json, name.c_str(), value);
    json.EndObject();
    member(json, "body", content.event.body);
    json.EndObject();
    return out.GetString();
}

}  // namespace vcenter_connector::commands
