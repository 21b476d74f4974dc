#include "vcenter_connector/routing/function_options.hpp"

#include "vcenter_connector/base/go_duration.hpp"
#include "vcenter_connector/base/text.hpp"

#include <array>
#include <charconv>

namespace vcenter_connector::routing {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view prefix = "vcenter.";
constexpr std::size_t shown = 60;
constexpr unsigned most_retries = 1'000'000;
constexpr milliseconds shortest{1};
constexpr milliseconds longest = std::chrono::hours(1);

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

struct known {
    std::string_view name;
    std::string_view expected;
    bool (*set)(std::string_view, function_options&);
};

constexpr std::array annotations{
    known{"vcenter.retries", "a whole number from 0 to 1000000", set_retries},
    known{"vcenter.timeout", "a duration from 1ms to 1h, such as 30s", set_timeout},
    known{"vcenter.mode", "async or sync", set_mode},
    known{"vcenter.order", "object, none or strict", set_order},
};

std::string all_names()
{
    std::string names;
    for (const auto& each : annotations)
        names.append(names.empty() ? "one of " : ", ").append(each.name);
    return names;
}

}  // namespace

std::optional<annotation_mistake> read_annotation(std::string_view name, std::string_view value,
                                                  function_options& options)
{
    if (!name.starts_with(prefix))
        return std::nullopt;
    for (const auto& each : annotations) {
        if (each.name != name)
            continue;
        if (each.set(base::trim(value), options))
            return std::nullopt;
        return annotation_mistake{std::string(name), base::printable(value, shown),
                                  std::string(each.expected)};
    }
    return annotation_mistake{base::printable(name, shown), base::printable(value, shown), all_names()};
}

}  // namespace vcenter_connector::routing
