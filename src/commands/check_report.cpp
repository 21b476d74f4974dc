#include "check_report.hpp"

#include "vcenter_connector/base/text.hpp"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace vcenter_connector::commands {
namespace {

using routing::declared_in;
using routing::severity;
using json_writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

// Of the first byte of a character, which are counted from 1.
std::size_t byte_offset(std::string_view text, std::size_t character) noexcept
{
    std::size_t at = 0;
    for (; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && --character == 0)
            break;
    return at;
}

routing::texts plain(const stack::located_map& values)
{
    routing::texts out;
    for (const auto& [name, value] : values)
        out.emplace(name, value.value);
    return out;
}

const stack::located* origin_of(const stack::function& f, const routing::finding& found)
{
    const auto& in = found.where == declared_in::annotation ? f.annotations
                     : found.where == declared_in::label    ? f.labels
                                                            : f.unknown;
    const auto at = in.find(found.name);
    return at == in.end() ? nullptr : &at->second;
}

check_entry entry_of(const stack::function& f, const routing::finding& found)
{
    check_entry entry{found.level, f.where, f.name, found.name, found.text, found.cure};
    const auto* origin = origin_of(f, found);
    if (origin == nullptr)
        return entry;
    const bool within = found.column > 0 && !found.of_name;
    entry.where = found.of_name ? origin->named_at
                  : within      ? place_in(*origin, byte_offset(origin->value, found.column))
                                : origin->where;
    if (entry.where.line == 0)
        entry.where = origin->named_at;
    if (within && origin->first_column == 0 && !origin->value.empty())
        entry.text += " (column " + std::to_string(found.column) + " of the value)";
    return entry;
}

// The reader of the file has told of a list or a map, which the rules for values know as empty.
bool is_told(const stack::function& f, const routing::finding& found)
{
    const auto* origin = origin_of(f, found);
    return origin != nullptr && !origin->single && !found.of_name;
}

auto key_of(const stack::place& where)
{
    return std::tie(where.file, where.line, where.column);
}

// What the reader of the file says of a place gives way to what is known better.
void add_problems(const stack::problems& found, std::vector<check_entry>& entries)
{
    const auto better = entries.size();
    for (const auto& each : found) {
        const auto same = [&](const check_entry& e) { return key_of(e.where) == key_of(each.where); };
        if (std::none_of(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(better), same))
            entries.push_back(
                {each.warning ? severity::warning : severity::error, each.where, {}, {}, each.text, {}});
    }
}

std::string line_of(const check_entry& entry)
{
    std::string out = entry.where.file;
    if (entry.where.line > 0)
        out += ":" + std::to_string(entry.where.line);
    if (entry.where.line > 0 && entry.where.column > 0)
        out += ":" + std::to_string(entry.where.column);
    out += ": " + std::string(routing::name_of(entry.level)) + ": ";
    if (!entry.function.empty())
        out += "function " + entry.function + ": ";
    if (!entry.annotation.empty())
        out += entry.annotation + ": ";
    out += entry.text + (entry.cure.empty() ? "" : "; " + entry.cure);
    return base::printable(out, 2000) + "\n";
}

std::string counted(std::size_t number, const std::string& what)
{
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

void member(json_writer& json, const char* name, std::string_view text)
{
    json.Key(name);
    json.String(base::valid_utf8(text));
}

void write(json_writer& json, const check_entry& entry)
{
    json.StartObject();
    member(json, "file", entry.where.file);
    json.Key("line");
    json.Int(entry.where.line);
    json.Key("column");
    json.Int(entry.where.column);
    member(json, "severity", routing::name_of(entry.level));
    member(json, "function", entry.function);
    member(json, "annotation", entry.annotation);
    member(json, "message", entry.text);
    member(json, "cure", entry.cure);
    json.EndObject();
}

}  // namespace

std::size_t check_result::count(severity level) const
{
    return static_cast<std::size_t>(std::count_if(
        entries.begin(), entries.end(), [level](const check_entry& each) { return each.level == level; }));
}

void check_stack(const std::string& text, const std::string& file, const routing::vocabulary& known,
                 check_result& into)
{
    const auto parsed = stack::parse_stack(text, file);
    std::vector<check_entry> entries;
    for (const auto& f : parsed.functions) {
        const auto report =
            routing::check_subscription({plain(f.annotations), plain(f.labels), plain(f.unknown)}, known);
        for (const auto& each : report.findings)
            if (!is_told(f, each))
                entries.push_back(entry_of(f, each));
        if (!report.summary.empty())
            into.summaries.push_back(f.name + ": " + report.summary);
    }
    add_problems(parsed.found, entries);
    std::stable_sort(entries.begin(), entries.end(), [](const check_entry& a, const check_entry& b) {
        return key_of(a.where) < key_of(b.where);
    });
    into.functions += parsed.functions.size();
    std::move(entries.begin(), entries.end(), std::back_inserter(into.entries));
}

std::string check_text(const check_result& result)
{
    std::string out;
    for (const auto& each : result.entries)
        out += line_of(each);
    if (result.count(severity::error) == 0)
        for (const auto& each : result.summaries)
            out += base::printable(each, 1000) + "\n";
    return out + counted(result.functions, "function") + ", " +
           counted(result.count(severity::error), "error") + ", " +
           counted(result.count(severity::warning), "warning") + "\n";
}

std::string check_json(const check_result& result)
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.SetIndent(' ', 2);
    json.StartArray();
    for (const auto& each : result.entries)
        write(json, each);
    json.EndArray();
    return std::string(out.GetString(), out.GetSize()) + "\n";
}

}  // namespace vcenter_connector::commands
