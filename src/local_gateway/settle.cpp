// What a function's settings mean, once all of them have been read.
#include "vcenter_connector/config/duration.hpp"
#include "vcenter_connector/config/url.hpp"
#include "vcenter_connector/local_gateway/command_words.hpp"
#include "vcenter_connector/local_gateway/stack.hpp"

#include <charconv>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

std::optional<std::size_t> whole_number(std::string_view text)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > 1'000'000)
        return std::nullopt;
    return value;
}

void read_upstream(function& f, problems& found)
{
    auto url = config::parse_gateway_url(f.upstream_url.value);
    if (url.has_error())
        return found.push_back(
            {f.upstream_url.where, "the upstream of " + f.name + ": " + url.error().detail});
    if (url->server.tls)
        return found.push_back({f.upstream_url.where, "the upstream of " + f.name + " has to be http://"});
    f.upstream = std::move(url->server);
}

void read_command(function& f, problems& found)
{
    const auto from_environment = f.environment.find("fprocess");
    if (f.fprocess.value.empty() && from_environment != f.environment.end())
        f.fprocess = from_environment->second;
    auto words = command_words(f.fprocess.value);
    if (!words)
        return found.push_back({f.fprocess.where, "a quotation mark in fprocess is not closed"});
    if (words->empty() || words->front().empty())
        return found.push_back({f.where, "function " + f.name +
                                             " has no fprocess: expected the command to run, "
                                             "such as 'fprocess: python3 index.py', or the annotation " +
                                             upstream_annotation + " with the URL of a server"});
    f.command = *std::move(words);
}

}  // namespace

function served(stack::function declared)
{
    function out;
    static_cast<stack::function&>(out) = std::move(declared);
    const auto upstream = out.annotations.find(upstream_annotation);
    if (upstream != out.annotations.end())
        out.upstream_url = {upstream->second.value, out.where};
    return out;
}

void settle(function& f, problems& found)
{
    if (!f.upstream_url.value.empty())
        read_upstream(f, found);
    else
        read_command(f, found);

    if (const auto timeout = f.environment.find("exec_timeout"); timeout != f.environment.end()) {
        const auto& text = timeout->second.value;
        if (const auto seconds = whole_number(text))
            f.exec_timeout = std::chrono::seconds(*seconds);
        else if (const auto duration = config::parse_duration(text))
            f.exec_timeout = *duration;
        else
            found.push_back(
                {timeout->second.where, "exec_timeout '" + text + "' is no time; expected such as 30s"});
    }
    if (const auto limit = f.environment.find("max_inflight"); limit != f.environment.end()) {
        if (const auto number = whole_number(limit->second.value))
            f.max_inflight = *number;
        else
            found.push_back(
                {limit->second.where, "max_inflight '" + limit->second.value +
                                          "' is no number; expected such as 4, or 0 for no limit"});
    }
}

}  // namespace vcenter_connector::local_gateway
