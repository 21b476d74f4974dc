#include "annotation_log.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::gateway {
namespace {

using base::log_level;
using routing::mistake_effect;

struct words {
    log_level level;
    std::string_view text;
};

words words_for(mistake_effect effect) noexcept
{
    switch (effect) {
    case mistake_effect::part_left_out:
        return {log_level::warn, "A part of an annotation cannot be used; the other parts count"};
    case mistake_effect::gets_nothing:
        return {log_level::error,
                "An annotation cannot be used; the function gets no event until it is mended"};
    case mistake_effect::taken_as_written:
        return {log_level::warn, "An annotation may not mean what it should; it counts as it is written"};
    case mistake_effect::default_counts: break;
    }
    return {log_level::warn, "An annotation cannot be used; the default counts"};
}

std::string full_name(const routing::function& f)
{
    return f.name_space.empty() ? f.name : f.name + "." + f.name_space;
}

void report(const routing::function& f, const routing::annotation_mistake& m, base::log& log)
{
    std::vector<base::log_field> fields{
        {"function", full_name(f)}, {"annotation", m.annotation}, {"value", m.value}};
    if (m.column != 0)
        fields.push_back({"column", std::to_string(m.column)});
    fields.push_back({"reason", m.reason});
    if (!m.expected.empty())
        fields.push_back({"expected", m.expected});
    const auto [level, text] = words_for(m.effect);
    log.write(level, text, fields);
}

}  // namespace

void report_annotations(const routing::topic_map* before, const routing::topic_map& now, base::log& log)
{
    for (const auto& f : now.functions()) {
        const auto* known = before ? before->find(f.name, f.name_space) : nullptr;
        if (known && known->filter.invalid() && f.subscribed())
            log.info("The function's filter can be used again; it gets events from now on",
                     {{"function", full_name(f)}});
        if (known && known->mistakes == f.mistakes)
            continue;
        for (const auto& mistake : f.mistakes)
            report(f, mistake, log);
    }
}

}  // namespace vcenter_connector::gateway
