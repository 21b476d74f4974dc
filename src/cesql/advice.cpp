#include "advice.hpp"

#include "characters.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::cesql {
namespace {

constexpr std::size_t shown_bytes = 60;
constexpr std::size_t most_advice = 20;

bool is_letter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// `DOMAIN\%`: whoever writes that wants what follows a backslash.
bool ends_with_escaped_run(std::string_view pattern) noexcept
{
    return pattern.size() >= 3 && pattern.ends_with("\\%") && is_letter(pattern[pattern.size() - 3]);
}

}  // namespace

std::size_t column_of(std::string_view text, std::size_t offset) noexcept
{
    return character_count(text.substr(0, offset)) + 1;
}

void advisor::add(std::size_t at, std::string text, bool fault)
{
    if (notes_.size() < most_advice)
        notes_.push_back({{column_of(text_, at), std::move(text)}, fault});
}

std::string advisor::quoted(std::size_t begin, std::size_t end) const
{
    return base::printable(text_.substr(begin, end - begin), shown_bytes);
}

void advisor::binds_looser_than_not(const part& left, const token& op, std::size_t end)
{
    static constexpr std::size_t not_size = 3;
    const auto inner = base::trim(text_.substr(left.begin + not_size, left.end - left.begin - not_size));
    const auto operand = base::printable(inner, shown_bytes);
    const auto rest = quoted(op.begin, end);
    const bool takes_not = op.kind == token_kind::word_like || op.kind == token_kind::word_in;
    const auto meant = takes_not ? operand + " NOT " + rest : "NOT (" + operand + " " + rest + ")";
    add(left.begin, "NOT goes before the operator behind it: this reads (NOT " + operand + ") " + rest +
                        "; write " + meant);
}

void advisor::mixes_logic(const part& left, const token& loosest, const token& op)
{
    const auto name = [&](const token& t) { return quoted(t.begin, t.end); };
    add(op.begin, name(loosest) + " and " + name(op) +
                      " have the same rank and go from left to right: this reads (" +
                      quoted(left.begin, left.end) + ") " + name(op) + " ...; set parentheses");
}

bool advisor::takes(const part& operand, const token& op, type wanted)
{
    const auto* constant = operand.node->constant();
    if (constant == nullptr || cast(*constant, wanted).ok)
        return false;
    add(operand.begin,
        quoted(op.begin, op.end) + " takes " + (wanted == type::integer ? "integers" : "booleans") +
            ", and " + quoted(operand.begin, operand.end) + " is none",
        true);
    return true;
}

void advisor::like(const token& pattern)
{
    const std::string_view p = pattern.text;
    if (p.find_first_of("%_") == std::string_view::npos && p.find_first_of("*?") != std::string_view::npos)
        add(pattern.begin,
            "LIKE knows % for any run of characters and _ for one; * and ? stand for themselves");
    else if (ends_with_escaped_run(p))
        add(pattern.begin, "\\% stands for a percent sign; for a backslash and anything behind it write _%");
}

void advisor::string(const token& literal)
{
    if (literal.text.find("\\\\") != std::string::npos)
        add(literal.begin, "\\\\ in a text is two backslashes; write one");
}

void advisor::missing_function(const token& name, std::size_t arguments)
{
    add(name.begin, missing_function_text(name.text, arguments), true);
}

void advisor::whole(const part& expression)
{
    const auto result = expression.node->result();
    if (result && *result != type::boolean)
        whole_.push_back({column_of(text_, expression.begin),
                          std::string("the whole is ") +
                              (*result == type::integer ? "an integer" : "a text") +
                              "; only true lets an event pass, so compare it with something",
                          true});
}

void advisor::reads(std::string name, std::size_t at)
{
    readings_.push_back({std::move(name), at});
}

void advisor::asks_for(std::string name, std::size_t at)
{
    asked_for_.try_emplace(std::move(name), at);
}

void advisor::alternative(const part& left, const part& right)
{
    forks_.push_back({left.begin, left.end, right.begin, right.end});
}

bool advisor::may_be_missing(const reading& r) const
{
    const auto asked = asked_for_.find(r.name);
    return (asked == asked_for_.end() || asked->second > r.at) &&
           std::find(always_there_.begin(), always_there_.end(), r.name) == always_there_.end();
}

bool advisor::read_within(std::string_view name, std::size_t begin, std::size_t end) const
{
    return std::any_of(readings_.begin(), readings_.end(),
                       [&](const reading& r) { return r.name == name && r.at >= begin && r.at < end; });
}

// A filter that long was made by a program, and looking at every pair would take long.
void advisor::add_lost_alternatives()
{
    static constexpr std::size_t most_pairs = 10'000;
    if (forks_.size() * readings_.size() > most_pairs)
        return;
    for (const auto& f : forks_)
        for (const auto& r : readings_) {
            if (r.at < f.begin || r.at >= f.end || told_.contains(r.name) || !may_be_missing(r) ||
                read_within(r.name, f.right_begin, f.right_end))
                continue;
            add(r.at, "no event without " + r.name +
                          " passes, whatever stands behind OR: an attribute that is " +
                          "missing is an error; write (EXISTS " + r.name + " AND ...) OR ...");
            told_.insert(r.name);
        }
}

std::vector<hint> advisor::finish(bool never)
{
    if (!always_there_.empty())
        add_lost_alternatives();
    auto advice = std::move(whole_);
    for (auto& each : notes_) {
        if (each.fault)
            each.advice.text += never ? ": that is an error, and no event passes"
                                      : ": that is an error for every event for which it is looked at";
        each.advice.none_passes = each.fault && never;
        advice.push_back(std::move(each.advice));
    }
    advice.resize(std::min(advice.size(), most_advice));
    std::stable_sort(advice.begin(), advice.end(),
                     [](const auto& a, const auto& b) { return a.column < b.column; });
    return advice;
}

}  // namespace vcenter_connector::cesql
