#include "option_values.hpp"

#include "vcenter_connector/base/go_duration.hpp"

#include <algorithm>
#include <charconv>

namespace vcenter_connector::routing {
namespace {

using std::chrono::milliseconds;

constexpr unsigned most_retries = 1'000'000;
constexpr milliseconds shortest{1};
constexpr milliseconds longest = std::chrono::hours(1);
constexpr std::size_t longest_content_type = 256;

}  // namespace

bool set_retries(std::string_view text, function_options& options)
{
    unsigned number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || number > most_retries)
        return false;
    options.retries = number;
    return true;
}

bool set_timeout(std::string_view text, function_options& options)
{
    const auto time = base::parse_duration(text);
    if (!time || *time < shortest || *time > longest)
        return false;
    options.timeout = *time;
    return true;
}

bool set_mode(std::string_view text, function_options& options)
{
    if (text != "async" && text != "sync")
        return false;
    options.mode = text == "async" ? invocation_mode::async : invocation_mode::sync;
    return true;
}

bool set_order(std::string_view text, function_options& options)
{
    if (text == "object")
        options.order = base::ordering::object;
    else if (text == "none")
        options.order = base::ordering::none;
    else if (text == "strict")
        options.order = base::ordering::strict;
    else
        return false;
    return true;
}

bool set_payload(std::string_view text, function_options& options)
{
    const auto dialect = events::dialect_of(text);
    if (!dialect)
        return false;
    options.payload = dialect;
    return true;
}

bool set_content_type(std::string_view text, function_options& options)
{
    const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
    if (text.size() > longest_content_type || !std::all_of(text.begin(), text.end(), printable))
        return false;
    options.content_type = text;
    return true;
}

}  // namespace vcenter_connector::routing
