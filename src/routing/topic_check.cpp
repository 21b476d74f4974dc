#include "topic_check.hpp"

#include "reach.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <set>

namespace vcenter_connector::routing {
namespace {

constexpr std::size_t shown = 100;
constexpr std::size_t most_compared = 500;

std::string quoted(const pattern& p)
{
    return base::in_quotes(written(p));
}

// The class whose own topic is one word and from which others derive: vCenter sends the others.
const events::event_names* family_of(std::string_view topic, const vocabulary& known)
{
    const auto& all = known.events();
    const auto head = std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.topic == topic; });
    if (head == all.end() || topic.find('.') != std::string_view::npos)
        return nullptr;
    const bool has_children = std::any_of(all.begin(), all.end(), [&](const events::event_names& e) {
        return std::find(e.ancestors.begin(), e.ancestors.end(), head->class_name) != e.ancestors.end();
    });
    return has_children ? &*head : nullptr;
}

class topic_checker {
public:
    topic_checker(std::string_view annotation, const vocabulary& known, std::vector<finding>& found)
        : known_(known), found_(found), patterns_(read_patterns(annotation))
    {
        std::erase_if(patterns_, [](const pattern& p) { return !fault_of(p).empty(); });
        for (const auto& each : patterns_)
            (each.takes_away ? taken_ : asked_).emplace_back(each, known_);
        repeated(annotation);
    }

    std::string run()
    {
        for (const auto* list : {&asked_, &taken_})
            for (const auto& each : *list)
                name(each);
        shadows(asked_);
        shadows(taken_);
        for (const auto& each : taken_)
            takes_away(each);
        left_over();
        return summary();
    }

private:
    void add(severity level, const pattern& p, std::string text, std::string cure)
    {
        found_.push_back(
            {level, declared_in::annotation, "topic", false, p.column, std::move(text), std::move(cure)});
    }

    void repeated(std::string_view annotation)
    {
        std::set<std::string> seen;
        std::set<std::string> told;
        for (const auto& part : base::split_list(annotation))
            if (!seen.insert(part).second && told.insert(part).second)
                for (const auto& each : patterns_)
                    if (written(each) == part)
                        add(severity::warning, each, quoted(each) + " is there more than once",
                            "leave one of them");
    }

    void name(const reach& r)
    {
        const auto& p = r.part();
        if (r.nothing())
            return unknown(p);
        if (r.events() == 0 && (p.text.starts_with("*") || p.text.starts_with(">")))
            return doubtful(p);
        const auto* family = p.takes_away || p.has_wildcard() ? nullptr : family_of(p.text, known_);
        if (family != nullptr)
            add(severity::warning, p,
                quoted(p) + " is the topic of " + family->class_name +
                    " alone, of which vCenter sends derived classes only",
                "write " + family->class_name + " for all of them");
    }

    void doubtful(const pattern& p)
    {
        const auto near = known_.nearest(p.text);
        add(severity::warning, p, quoted(p) + " matches no topic, and EventTypeIds at most",
            near.empty() ? "" : "did you mean " + near + "?");
    }

    void unknown(const pattern& p)
    {
        const auto near = known_.nearest(p.text);
        const auto* who = known_.complete() ? "this vCenter sends nothing" : "no vCenter sends anything";
        const auto text =
            p.has_wildcard() ? quoted(p) + " matches no topic" + (known_.complete() ? " of this vCenter" : "")
                             : std::string(who) + " by the name " + quoted(p);
        auto cure = near.empty() ? std::string("vcenter-connector topics lists the names")
                                 : "did you mean " + std::string(p.takes_away ? "!" : "") + near + "?";
        if (near.empty() && p.text.find('.') == std::string::npos && p.has_wildcard())
            cure = "wildcards stand for whole words between dots";
        add(severity::error, p, text, std::move(cure));
    }

    // Each is held against each.
    void shadows(const std::vector<reach>& list)
    {
        if (list.size() > most_compared)
            return;
        for (std::size_t i = 0; i < list.size(); ++i)
            for (std::size_t j = 0; j < list.size(); ++j)
                if (i != j && !list[i].nothing() && list[j].covers(list[i]) &&
                    (j < i || !list[i].covers(list[j]))) {
                    const bool same = list[i].covers(list[j]);
                    add(severity::warning, list[i].part(),
                        quoted(list[i].part()) + " changes nothing: " + quoted(list[j].part()) +
                            (same ? " means the same" : " includes it"),
                        "leave it out");
                    break;
                }
    }

    void takes_away(const reach& r)
    {
        if (r.nothing() || asked_.empty() ||
            std::any_of(asked_.begin(), asked_.end(), [&](const reach& a) { return a.meets(r); }))
            return;
        add(severity::warning, r.part(),
            quoted(r.part()) + " takes away nothing that the other parts ask for",
            "leave it out, or ask for more");
    }

    bool remains(std::size_t event) const
    {
        const auto has = [event](const reach& r) { return r.has(event); };
        return std::any_of(asked_.begin(), asked_.end(), has) &&
               std::none_of(taken_.begin(), taken_.end(), has);
    }

    std::size_t remaining() const
    {
        std::size_t count = 0;
        for (std::size_t i = 0; i < known_.events().size(); ++i)
            count += remains(i) ? 1U : 0U;
        return count;
    }

    bool type_ids_remain() const
    {
        return std::any_of(asked_.begin(), asked_.end(), [this](const reach& a) {
            return a.type_ids() && std::none_of(taken_.begin(), taken_.end(),
                                                [&](const reach& t) { return t.covers_type_ids(a); });
        });
    }

    void left_over()
    {
        const bool asks =
            std::any_of(asked_.begin(), asked_.end(), [](const reach& r) { return !r.nothing(); });
        if (asks && remaining() == 0 && !type_ids_remain())
            found_.push_back({severity::error, declared_in::annotation, "topic", false, 0,
                              "all that it asks for is taken away again", "leave out a part with '!'"});
    }

    std::string summary() const
    {
        std::string parts;
        for (const auto& each : patterns_)
            parts.append(parts.empty() ? "" : ", ").append(written(each));
        const auto count = remaining();
        std::string what;
        if (count > 0)
            what = std::to_string(count) + (count == 1 ? " event class" : " event classes");
        if (type_ids_remain())
            what += what.empty() ? "by EventTypeId" : " and EventTypeIds";
        return what.empty() ? std::string() : base::printable(parts, shown) + " (" + what + ")";
    }

    const vocabulary& known_;
    std::vector<finding>& found_;
    std::vector<pattern> patterns_;
    std::vector<reach> asked_;
    std::vector<reach> taken_;
};

}  // namespace

std::string check_topics(std::string_view annotation, const vocabulary& known, std::vector<finding>& found)
{
    return topic_checker(annotation, known, found).run();
}

}  // namespace vcenter_connector::routing
