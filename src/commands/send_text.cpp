#include "send_text.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/gateway/request.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>

namespace vcenter_connector::commands {
namespace {

using json_writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::size_t longest_line = 500;
constexpr std::size_t most_lines = 40;

void member(json_writer& json, const char* name, std::string_view text)
{
    json.Key(name);
    json.String(base::valid_utf8(text));
}

std::string milliseconds_text(base::duration took)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    return std::to_string(ms) + " ms";
}

std::string indented(std::string_view body)
{
    std::string out;
    std::size_t lines = 0;
    body = base::trim(body);
    while (!body.empty() && lines++ < most_lines) {
        const auto end = std::min(body.find('\n'), body.size());
        auto line = body.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        out += "  " + base::printable(line, longest_line) + "\n";
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    return body.empty() ? out : out + "  ...\n";
}

std::string target_of(const net::http_request& request, const base::endpoint& gateway)
{
    auto path = gateway.path;
    while (path.ends_with('/'))
        path.pop_back();
    return path + request.target;
}

}  // namespace

bool send_outcome::succeeded() const noexcept
{
    return answer && answer->status >= 200 && answer->status < 300;
}

std::string outcome_text(const send_outcome& outcome)
{
    auto line = base::printable(outcome.function, 200) + ": ";
    if (!outcome.answer)
        return line + "failed after " + milliseconds_text(outcome.took) + ": " +
               base::printable(outcome.answer.error().message(), longest_line) + "\n";
    line += std::to_string(outcome.answer->status) + (outcome.succeeded() ? " in " : " (failed) in ");
    line += milliseconds_text(outcome.took) + "\n" + indented(outcome.answer->body);
    if (outcome.answer->body_cut)
        line += "  (cut: this is how a longer answer begins)\n";
    return line;
}

std::string outcome_json(const send_outcome& outcome)
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartObject();
    member(json, "function", outcome.function);
    member(json, "id", outcome.event_id);
    json.Key("succeeded");
    json.Bool(outcome.succeeded());
    json.Key("milliseconds");
    json.Int64(std::chrono::duration_cast<std::chrono::milliseconds>(outcome.took).count());
    if (outcome.answer) {
        json.Key("status");
        json.Uint(outcome.answer->status);
        member(json, "answer", outcome.answer->body);
        json.Key("answerCut");
        json.Bool(outcome.answer->body_cut);
    } else {
        member(json, "error", outcome.answer.error().message());
    }
    json.EndObject();
    return std::string(out.GetString(), out.GetSize()) + "\n";
}

std::string request_text(const gateway::invocation& call, const base::endpoint& gateway)
{
    const auto request = gateway::request_of(call);
    std::string out = request.method + " " + target_of(request, gateway) + " HTTP/1.1\n";
    out += "Host: " + gateway.authority() + "\n";
    for (const auto& [name, value] : request.headers)
        out += name + ": " + value + "\n";
    return out + "Content-Length: " + std::to_string(request.body.size()) + "\n\n" + request.body + "\n\n";
}

std::string request_json(const gateway::invocation& call, const base::endpoint& gateway)
{
    const auto request = gateway::request_of(call);
    rapidjson::StringBuffer out;
    json_writer json(out);
    auto server = gateway;
    server.path = target_of(request, gateway);
    json.StartObject();
    member(json, "method", request.method);
    member(json, "url", server.url());
    json.Key("headers");
    json.StartObject();
    for (const auto& [name, value] : request.headers)
        member(json, name.c_str(), value);
    json.EndObject();
    member(json, "body", request.body);
    json.EndObject();
    return std::string(out.GetString(), out.GetSize()) + "\n";
}

}  // namespace vcenter_connector::commands
