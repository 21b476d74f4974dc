#include "vcenter_connector/routing/annotations.hpp"

#include "filter_annotation.hpp"
#include "option_values.hpp"
#include "topic_annotation.hpp"
#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace vcenter_connector::routing {
namespace {

constexpr std::string_view prefix = "vcenter.";
constexpr std::size_t shown = 60;

constexpr std::array rows{
    annotation_row{"topic", "names and patterns, separated by commas",
                   "Which events the function gets: those that one of its names or patterns asks for, and "
                   "none with a `!` takes away.",
                   "vm.>, !vm.reconfigured", "no events"},
    annotation_row{"vcenter.filter", "a CloudEvents SQL expression",
                   "Which of these events it gets: those for which the expression is true. "
                   "[Filters](filters.md).",
                   "vm LIKE 'web-%' AND datacenter = 'DC0'", "all of them"},
    annotation_row{"vcenter.payload", "legacy, cloudevents, cloudevents-binary, veba or vspheresource",
                   "In which form it gets an event. [Payloads](payloads.md).", "cloudevents", "`-payload`"},
    annotation_row{"vcenter.content-type",
                   "a media type of up to 256 printable ASCII characters, or empty for none",
                   "What the header `Content-Type` says.", "application/json", "`-content-type`"},
    annotation_row{"vcenter.retries", "a whole number from 0 to 1000000",
                   "How many attempts follow the first one before a delivery is given up.", "5",
                   "`-max-attempts`"},
    annotation_row{"vcenter.timeout", "a duration from 1ms to 1h, such as 30s",
                   "How long one invocation may take.", "30s", "`-upstream-timeout`"},
    annotation_row{"vcenter.mode", "async or sync", "Through the gateway's queue or not.", "sync",
                   "`-async`"},
    annotation_row{"vcenter.order", "object, none or strict",
                   "What arrives in the order in which it happened: the events of each object, nothing, "
                   "everything.",
                   "none", "`-order`"},
};

struct option_setter {
    std::string_view name;
    bool (*set)(std::string_view, function_options&);
};

constexpr std::array option_setters{
    option_setter{"vcenter.payload", set_payload}, option_setter{"vcenter.content-type", set_content_type},
    option_setter{"vcenter.retries", set_retries}, option_setter{"vcenter.timeout", set_timeout},
    option_setter{"vcenter.mode", set_mode},       option_setter{"vcenter.order", set_order},
};

// Each row is read by somebody: topic, filter, options.
static_assert(rows.size() == 2 + option_setters.size());

const annotation_row* find_row(std::string_view name) noexcept
{
    const auto* found = std::find_if(rows.begin(), rows.end(),
                                     [name](const annotation_row& row) { return row.name == name; });
    return found == rows.end() ? nullptr : found;
}

bool is_ours(std::string_view name) noexcept
{
    return base::iequals(name.substr(0, prefix.size()), prefix);
}

// The known name that was most likely meant, or all of them.
std::string expected_name(std::string_view name)
{
    std::vector<std::string_view> known;
    std::string all;
    for (const auto& row : rows) {
        if (base::iequals(name, row.name) || base::iequals(name.substr(prefix.size()), row.name))
            return std::string(row.name);
        known.push_back(row.name);
        all.append(all.empty() ? "one of " : ", ").append(row.name);
    }
    const auto near = base::nearest(name, known);
    return near.empty() ? all : std::string(near);
}

void report_unknown(std::string_view name, std::string_view value, function& f)
{
    f.mistakes.push_back({base::printable(name, shown), base::printable(value, shown),
                          "there is no annotation of that name", expected_name(name)});
}

void read_option(const annotation_row& row, std::string_view value, function& f)
{
    const auto* option = std::find_if(option_setters.begin(), option_setters.end(),
                                      [&row](const option_setter& each) { return each.name == row.name; });
    if (option->set(base::trim(value), f.options))
        return;
    f.mistakes.push_back({std::string(row.name), base::printable(value, shown), "the value is not allowed",
                          std::string(row.expected)});
}

}  // namespace

std::span<const annotation_row> annotation_table() noexcept
{
    return rows;
}

void read_annotation(std::string_view name, std::string_view value, function& f, filter_cache* filters)
{
    const auto* row = find_row(name);
    if (!row && is_ours(name))
        report_unknown(name, value, f);
    else if (row && name == "topic")
        read_topic(name, value, f);
    else if (row && name == "vcenter.filter")
        read_filter(name, value, f, filters);
    else if (row)
        read_option(*row, value, f);
}

void refuse_annotation(std::string_view name, std::string_view value, function& f)
{
    const auto* row = find_row(name);
    if (!row && is_ours(name))
        return report_unknown(name, value, f);
    if (!row)
        return;
    annotation_mistake mistake{std::string(name), base::printable(value, shown),
                               "the value is not a text; put it in quotes", std::string(row->expected)};
    if (name == "topic" || name == "vcenter.filter")
        mistake.effect = mistake_effect::gets_nothing;
    if (name == "vcenter.filter")
        f.filter = filter::unusable(value, {1, mistake.reason});
    f.mistakes.push_back(std::move(mistake));
}

}  // namespace vcenter_connector::routing
