#include "vcenter_connector/routing/subscription_check.hpp"

#include "topic_check.hpp"
#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/routing/annotations.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace vcenter_connector::routing {
namespace {

constexpr std::string_view prefix = "vcenter.";

bool is_known(std::string_view name)
{
    const auto rows = annotation_table();
    return std::any_of(rows.begin(), rows.end(), [&](const annotation_row& row) { return row.name == name; });
}

// Small letters, and a dot for every other separator: `vcenter/Filter` -> `vcenter.filter`.
std::string levelled(std::string_view name)
{
    std::string out;
    for (const char c : name)
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '/' || c == '_' ? '.' : c;
    return out;
}

// The annotation that a name which is none of ours most likely means; empty when it is somebody else's.
std::string_view meant_by(std::string_view name)
{
    const auto level = levelled(name);
    for (const auto& row : annotation_table()) {
        if (level == row.name || level == std::string(row.name) + "s" ||
            std::string(prefix) + level == row.name)
            return row.name;
    }
    return {};
}

// What a name that may be somebody else's resembles; empty when it is none of ours.
std::string_view near_to(std::string_view name)
{
    const auto level = levelled(name);
    if (!level.starts_with("vcenter"))
        return {};
    std::vector<std::string_view> names;
    for (const auto& row : annotation_table())
        names.push_back(row.name);
    return base::nearest(level, names);
}

class subscription_checker {
public:
    subscription_checker(const declaration& of, const vocabulary& known) : of_(of), known_(known) {}

    subscription_report run()
    {
        for (const auto& [name, value] : of_.annotations)
            annotation(name, value);
        elsewhere(of_.labels, declared_in::label, "is a label here; the connector reads annotations");
        elsewhere(of_.keys, declared_in::key, "stands beside the annotations, where nobody reads it");
        topic();
        constant_filter();
        const auto order = [](const finding& a, const finding& b) {
            return std::tie(a.name, a.column) < std::tie(b.name, b.column);
        };
        std::stable_sort(out_.findings.begin(), out_.findings.end(), order);
        return std::move(out_);
    }

private:
    void annotation(const std::string& name, const std::string& value)
    {
        function f;
        read_annotation(name, value, f);
        for (const auto& mistake : f.mistakes)
            take(name, mistake);
        if (name == "vcenter.filter")
            filter_ = f.filter;
        if (is_known(name) || !f.mistakes.empty())
            return;
        const auto meant = meant_by(name);
        if (const auto near = meant.empty() ? near_to(name) : meant; !near.empty())
            out_.findings.push_back({meant.empty() ? severity::warning : severity::error,
                                     declared_in::annotation, name, true, 0,
                                     "there is no annotation " + base::in_quotes(name),
                                     "did you mean " + std::string(near) + "?"});
    }

    void take(const std::string& name, const annotation_mistake& m)
    {
        const bool named_wrong = !is_known(name);
        const bool advice = m.effect == mistake_effect::taken_as_written && m.expected.empty();
        std::string text = named_wrong ? "there is no annotation " + base::in_quotes(name) : m.reason;
        if (!named_wrong &&
            (m.effect == mistake_effect::default_counts || m.effect == mistake_effect::part_left_out))
            text = "\"" + m.value + "\": " + m.reason;
        out_.findings.push_back({advice ? severity::warning : severity::error, declared_in::annotation, name,
                                 named_wrong, m.column, std::move(text), cure_of(m, named_wrong)});
    }

    static std::string cure_of(const annotation_mistake& m, bool named_wrong)
    {
        const bool one_name = !m.expected.empty() && m.expected.find(' ') == std::string::npos;
        if (one_name && (named_wrong || m.effect == mistake_effect::taken_as_written))
            return "did you mean " + m.expected + "?";
        if (m.annotation == "vcenter.filter" && m.effect == mistake_effect::gets_nothing)
            return "docs/filters.md has the language";
        return m.expected.empty() ? std::string() : "expected " + m.expected;
    }

    void elsewhere(const texts& values, declared_in where, const std::string& why)
    {
        for (const auto& [name, value] : values) {
            if (const auto meant = is_known(name) ? std::string_view(name) : meant_by(name); !meant.empty())
                out_.findings.push_back(
                    {of_.annotations.count(std::string(meant)) > 0 ? severity::warning : severity::error,
                     where, name, true, 0, base::in_quotes(name) + " " + why,
                     "put it under annotations as " + std::string(meant)});
        }
    }

    void topic()
    {
        const auto found = of_.annotations.find("topic");
        if (found != of_.annotations.end() && !base::split_list(found->second).empty()) {
            out_.summary = check_topics(found->second, known_, out_.findings);
            return;
        }
        if (found != of_.annotations.end())
            out_.findings.push_back({severity::error, declared_in::annotation, "topic", false, 0,
                                     "the topic is empty: it asks for nothing",
                                     "name an event such as vm.powered.on, or leave it out"});
        else if (out_.findings.empty())
            no_topic();
    }

    void no_topic()
    {
        const auto ours = std::find_if(of_.annotations.begin(), of_.annotations.end(),
                                       [](const auto& each) { return is_known(each.first); });
        const bool none = ours == of_.annotations.end();
        out_.findings.push_back({none ? severity::note : severity::warning, declared_in::annotation,
                                 none ? "" : ours->first, true, 0,
                                 "it has no annotation topic: it gets no events",
                                 none ? "" : "add one such as topic: vm.powered.on"});
    }

    // One that reads nothing of the event says the same of every event.
    void constant_filter()
    {
        struct nothing final : cesql::attributes {
            std::optional<cesql::value> find(std::string_view) const override { return std::nullopt; }
        };
        const auto* e = filter_.expression();
        if (e == nullptr || !e->attribute_names().empty())
            return;
        const bool passes = e->evaluate(nothing()).passes();
        out_.findings.push_back({passes ? severity::warning : severity::error, declared_in::annotation,
                                 "vcenter.filter", false, 1,
                                 passes ? "the filter lets every event pass: it names no attribute"
                                        : "the filter lets no event pass: it names no attribute",
                                 "compare an attribute, as in vm LIKE 'web-%'"});
    }

    const declaration& of_;
    const vocabulary& known_;
    filter filter_;
    subscription_report out_;
};

}  // namespace

std::string_view name_of(severity s) noexcept
{
    switch (s) {
    case severity::error: return "error";
    case severity::warning: return "warning";
    case severity::note: break;
    }
    return "note";
}

subscription_report check_subscription(const declaration& of, const vocabulary& known)
{
    return subscription_checker(of, known).run();
}

}  // namespace vcenter_connector::routing
