#include "vcenter_connector/app/log_format.hpp"

#include "vcenter_connector/base/text.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace vcenter_connector::app {
namespace {

constexpr std::size_t longest_value = 1024;
constexpr std::size_t longest_message = 4096;
constexpr std::size_t longest_sequence = 4;  // of UTF-8

std::string_view name_of(base::log_level level) noexcept
{
    switch (level) {
    case base::log_level::debug: return "debug";
    case base::log_level::info: return "info";
    case base::log_level::warn: return "warn";
    case base::log_level::error: break;
    }
    return "error";
}

std::string_view padded_name_of(base::log_level level) noexcept
{
    switch (level) {
    case base::log_level::debug: return "DEBUG";
    case base::log_level::info: return "INFO ";
    case base::log_level::warn: return "WARN ";
    case base::log_level::error: break;
    }
    return "ERROR";
}

void append_number(std::string& out, unsigned value, std::size_t width)
{
    const auto digits = std::to_string(value);
    out.append(width - std::min(width, digits.size()), '0');
    out += digits;
}

void append_value(std::string& out, std::string_view value)
{
    if (!value.empty() && value.find_first_of(" \"=") == std::string_view::npos) {
        out += base::printable(value, longest_value);
        return;
    }
    std::string quoted;
    for (const char c : value.substr(0, longest_value + longest_sequence)) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    out += '"' + base::printable(quoted, longest_value) + '"';
}

// Well-formed UTF-8 of at most `limit` bytes before the dots.
std::string cut(std::string_view text, std::size_t limit)
{
    const bool longer = text.size() > limit;
    std::string out = base::valid_utf8(text.substr(0, limit + longest_sequence));
    if (out.size() <= limit)
        return out + (longer ? "..." : "");
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80)
        --end;
    out.resize(end);
    return out + "...";
}

bool is_taken(std::string_view name) noexcept
{
    return name == "time" || name == "level" || name == "message";
}

}  // namespace

std::string timestamp(base::wall_time time)
{
    using namespace std::chrono;
    const auto whole = floor<milliseconds>(time);
    const auto day = floor<days>(whole);
    const year_month_day date(day);
    const hh_mm_ss clock(whole - day);
    std::string out;
    append_number(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    append_number(out += '-', static_cast<unsigned>(date.month()), 2);
    append_number(out += '-', static_cast<unsigned>(date.day()), 2);
    append_number(out += 'T', static_cast<unsigned>(clock.hours().count()), 2);
    append_number(out += ':', static_cast<unsigned>(clock.minutes().count()), 2);
    append_number(out += ':', static_cast<unsigned>(clock.seconds().count()), 2);
    append_number(out += '.', static_cast<unsigned>(clock.subseconds().count()), 3);
    return out + 'Z';
}

std::string text_line(base::wall_time time, base::log_level level, std::string_view message,
                      std::span<const base::log_field> fields)
{
    std::string line = timestamp(time) + ' ';
    line.append(padded_name_of(level)) += ' ';
    line += base::printable(message, longest_message);
    for (const auto& field : fields) {
        line.append(1, ' ').append(field.name) += '=';
        append_value(line, field.value);
    }
    return line;
}

std::string json_line(base::wall_time time, base::log_level level, std::string_view message,
                      std::span<const base::log_field> fields)
{
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    const auto member = [&](const std::string& name, const std::string& value) {
        writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
        writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    writer.StartObject();
    member("time", timestamp(time));
    member("level", std::string(name_of(level)));
    member("message", cut(message, longest_message));
    for (const auto& field : fields)
        member(std::string(field.name) + (is_taken(field.name) ? "_" : ""), cut(field.value, longest_value));
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace vcenter_connector::app
