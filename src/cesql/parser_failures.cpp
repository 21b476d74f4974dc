#include "parser.hpp"

#include "vcenter_connector/base/text.hpp"

#include <array>
#include <utility>

namespace vcenter_connector::cesql {
namespace {

struct hint {
    std::string_view word;
    std::string_view text;
};

constexpr std::array sql_words{
    hint{"is", "there is no IS; whether there is an attribute says EXISTS vm, or NOT EXISTS vm"},
    hint{"between", "there is no BETWEEN; write x >= 1 AND x <= 5"},
    hint{"ilike", "there is no ILIKE; write LOWER(vm) LIKE 'web-%'"},
    hint{"rlike", "there are no regular expressions; LIKE knows % and _"},
    hint{"regexp", "there are no regular expressions; LIKE knows % and _"},
    hint{"matches", "there are no regular expressions; LIKE knows % and _"},
    hint{"contains", "there is no CONTAINS; write LIKE '%text%'"},
};

}  // namespace

std::string parser::shown(const token& t) const
{
    static constexpr std::size_t limit = 60;
    return "\"" + base::printable(text_.substr(t.begin, t.end - t.begin), limit) + "\"";
}

// The first failure counts.
part parser::fail(const token& at, std::string text)
{
    if (at.kind == token_kind::bad)
        text = at.text;
    if (!failure_)
        failure_ = {column_of(text_, at.begin), std::move(text)};
    return {};
}

part parser::fail_here(std::string_view expected)
{
    const auto what =
        is(token_kind::end) ? std::string("the expression ends here") : shown(here()) + " cannot stand here";
    return fail(here(), what + "; " + std::string(expected));
}

std::string parser::operator_expected() const
{
    if (is(token_kind::closing))
        return "this parenthesis closes none; remove it";
    if (is(token_kind::string) && next_ > 0 && tokens_[next_ - 1].kind == token_kind::string &&
        tokens_[next_ - 1].end == here().begin)
        return "a quotation mark within a text is written with a backslash before it (\\'), not twice";
    if (is(token_kind::word_not))
        return "NOT cannot stand here; behind a value only NOT LIKE and NOT IN can, and before a value AND "
               "or OR is "
               "missing";
    for (const auto& known : sql_words)
        if (base::iequals(here().text, known.word))
            return std::string(known.text);
    if (is(token_kind::comma))
        return "a comma can only stand in the list of IN or of a function's arguments";
    return shown(here()) +
           " cannot stand here; an operator (=, !=, <, LIKE, IN, AND, OR, + ...) or the end was expected";
}

}  // namespace vcenter_connector::cesql
