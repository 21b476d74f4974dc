#include "replay_text.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace vcenter_connector::commands {
namespace {

constexpr std::size_t longest_reason = 200;

std::string whole_seconds(base::wall_time time)
{
    return base::format_time(std::chrono::floor<std::chrono::seconds>(time));
}

std::string numbered(std::uint64_t count, const char* what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

using reason_count = std::pair<std::string, std::uint64_t>;

std::vector<reason_count> by_frequency(const replay_counts& counts)
{
    std::vector<reason_count> reasons(counts.reasons.begin(), counts.reasons.end());
    std::stable_sort(reasons.begin(), reasons.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return reasons;
}

}  // namespace

std::string replay_progress(const std::string& function, const history_progress& read,
                            const replay_counts& counts)
{
    auto text = "Read " + numbered(read.events, "event");
    if (read.up_to)
        text += ", up to " + whole_seconds(*read.up_to);
    return text + "; " + std::to_string(counts.matched) + " for " + base::printable(function, 100) + ", " +
           std::to_string(counts.delivered) + " delivered, " + std::to_string(counts.failed) + " failed";
}

std::string summary_text(const replay_summary& summary)
{
    auto text = replay_progress(summary.function, summary.read, summary.counts) + ".\n";
    for (const auto& [reason, count] : by_frequency(summary.counts))
        text += "  " + std::to_string(count) + " x " + base::printable(reason, longest_reason) + "\n";
    if (summary.complete)
        return text;
    text += "Not complete: " + summary.why_not + "\n";
    if (summary.go_on_from)
        text += "Go on with -since " + base::format_time(*summary.go_on_from) +
                "; events after that which were delivered already come again, with the same X-Event-Id.\n";
    return text;
}

std::string summary_json(const replay_summary& summary)
{
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer> json(out);
    const auto number = [&](const char* name, std::uint64_t value) {
        json.Key(name);
        json.Uint64(value);
    };
    const auto text = [&](const char* name, std::string_view value) {
        json.Key(name);
        json.String(base::valid_utf8(value));
    };
    json.StartObject();
    text("function", summary.function);
    number("read", summary.read.events);
    if (summary.read.up_to)
        text("upTo", base::format_time(*summary.read.up_to));
    number("matched", summary.counts.matched);
    number("delivered", summary.counts.delivered);
    number("failed", summary.counts.failed);
    json.Key("reasons");
    json.StartObject();
    for (const auto& [reason, count] : by_frequency(summary.counts))
        number(base::valid_utf8(reason).c_str(), count);
    json.EndObject();
    json.Key("complete");
    json.Bool(summary.complete);
    if (!summary.complete)
        text("error", summary.why_not);
    if (summary.go_on_from)
        text("goOnFrom", base::format_time(*summary.go_on_from));
    json.EndObject();
    return std::string(out.GetString(), out.GetSize()) + "\n";
}

}  // namespace vcenter_connector::commands
