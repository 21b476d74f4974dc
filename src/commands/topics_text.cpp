#include "topics_text.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <utility>

namespace vcenter_connector::commands {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_description = 160;

std::vector<topic_row> sorted(std::vector<topic_row> rows)
{
    const auto by_name = [](const topic_row& a, const topic_row& b) { return a.name() < b.name(); };
    std::stable_sort(rows.begin(), rows.end(), by_name);
    const auto same = [](const topic_row& a, const topic_row& b) { return a.name() == b.name(); };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
    return rows;
}

std::string padded(const std::string& text, std::size_t width)
{
    return text + std::string(text.size() < width ? width - text.size() : 0, ' ') + "  ";
}

void member(rapidjson::Writer<rapidjson::StringBuffer>& json, const char* name, std::string_view text)
{
    json.Key(name);
    json.String(base::valid_utf8(text));
}

}  // namespace

std::vector<topic_row> topics_of(std::span<const vsphere::event_kind> kinds)
{
    std::vector<topic_row> rows;
    for (const auto& kind : kinds)
        rows.push_back({events::names_of_kind(kind.class_name, kind.type_id), kind.category,
                        kind.description.empty() || kind.description == kind.class_name ? kind.full_format
                                                                                        : kind.description});
    return sorted(std::move(rows));
}

std::vector<topic_row> known_topics()
{
    std::vector<topic_row> rows;
    for (std::size_t i = 0; i < vsphere::event_class_count(); ++i)
        rows.push_back({events::names_of_kind(std::string(vsphere::event_class_at(i).name()), {}), {}, {}});
    return sorted(std::move(rows));
}

std::string topics_text(std::span<const topic_row> rows)
{
    const bool described = std::any_of(rows.begin(), rows.end(), [](const topic_row& row) {
        return !row.category.empty() || !row.description.empty();
    });
    std::vector<std::array<std::string, 4>> lines;
    lines.push_back(
        {"TOPIC", "CLASS", described ? "CATEGORY" : "DERIVES FROM", described ? "DESCRIPTION" : ""});
    for (const auto& row : rows) {
        const auto parent = row.names.ancestors.empty() ? "" : std::string(row.names.ancestors.front());
        lines.push_back({base::printable(row.name(), longest_name),
                         base::printable(row.names.class_name, longest_name),
                         described ? base::printable(row.category, longest_name) : parent,
                         base::printable(row.description, longest_description)});
    }
    std::array<std::size_t, 3> widths{};
    for (const auto& line : lines)
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    std::string out;
    for (const auto& line : lines) {
        auto text =
            padded(line[0], widths[0]) + padded(line[1], widths[1]) + padded(line[2], widths[2]) + line[3];
        out += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
    }
    return out;
}

std::string topics_json(std::span<const topic_row> rows)
{
    std::string out;
    for (const auto& row : rows) {
        rapidjson::StringBuffer line;
        rapidjson::Writer<rapidjson::StringBuffer> json(line);
        json.StartObject();
        member(json, "name", row.name());
        member(json, "class", row.names.class_name);
        json.Key("ancestors");
        json.StartArray();
        for (const auto ancestor : row.names.ancestors)
            json.String(std::string(ancestor));
        json.EndArray();
        if (!row.category.empty())
            member(json, "category", row.category);
        if (!row.description.empty())
            member(json, "description", row.description);
        json.EndObject();
        out += std::string(line.GetString()) + "\n";
    }
    return out;
}

}  // namespace vcenter_connector::commands
