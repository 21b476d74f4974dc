#include "parser.hpp"

#include "vcenter_connector/base/text.hpp"

#include <utility>

namespace vcenter_connector::cesql {
namespace {

std::string lower_ascii(std::string text)
{
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

part parser::read_primary()
{
    using enum token_kind;
    switch (here().kind) {
    case opening: return read_parenthesized();
    case word_exists: return read_exists();
    case identifier: return read_word();
    case integer: return read_integer(0);
    case string: {
        const auto literal = take();
        advice_.string(literal);
        return finished(make_literal(literal.text), literal.begin);
    }
    case word_true:
    case word_false: {
        const auto literal = take();
        return finished(make_literal(literal.kind == word_true), literal.begin);
    }
    default:
        return fail_here(
            "a value was expected: an attribute, a text in quotes, a number, true, false, NOT or a "
            "parenthesis");
    }
}

part parser::read_parenthesized()
{
    const auto opening = take();
    auto inner = read_nested(true);
    if (!inner.node)
        return inner;
    if (!is(token_kind::closing))
        return is(token_kind::end) ? fail(here(), "the parenthesis of column " +
                                                      std::to_string(column_of(text_, opening.begin)) +
                                                      " is not closed; write )")
                                   : fail(here(), operator_expected());
    ++next_;
    inner.begin = opening.begin;
    inner.end = last_end();
    inner.negation = false;
    return inner;
}

part parser::read_exists()
{
    const auto exists = take();
    const auto& name = here();
    if (name.kind != token_kind::identifier && name.kind != token_kind::integer)
        return fail_here("EXISTS takes the name of an attribute, such as EXISTS vm");
    ++next_;
    if (name.text.find('_') != std::string::npos)
        return fail(name, "attribute names are letters and digits only, and \"" + name.text + "\" is none");
    const auto wanted = lower_ascii(name.text);
    note_name(wanted, name.begin);
    advice_.asks_for(wanted, name.begin);
    return finished(make_exists(wanted), exists.begin);
}

part parser::read_word()
{
    if (after().kind == token_kind::opening)
        return read_call();
    const auto word = take();
    if (word.text.find('_') != std::string::npos)
        return fail(word, "attribute names are letters and digits only, and \"" +
                              base::printable(word.text, 60) + "\" is none; a text stands in quotes");
    const auto name = lower_ascii(word.text);
    note_name(name, word.begin);
    advice_.reads(name, word.begin);
    return finished(make_attribute(name), word.begin);
}

part parser::read_call()
{
    const auto name = take();
    if (name.text.find_first_of("0123456789") != std::string::npos || name.text.starts_with('_'))
        return fail(name, "\"" + base::printable(name.text, 60) +
                              "\" is no function; their names are letters and _");
    auto arguments = read_list("the list of arguments");
    if (!arguments)
        return {};
    const auto count = arguments->nodes.size();
    const auto* const called = find_function(name.text, count);
    if (called == nullptr)
        advice_.missing_function(name, count);
    auto result = finished(make_call(name.text, called, std::move(arguments->nodes)), name.begin);
    result.fails = result.never = called == nullptr || arguments->fails;
    return result;
}

// With the sign, which stands right before it.
part parser::read_integer(char sign)
{
    const auto first = here();
    next_ += sign == 0 ? 0 : 1;
    const auto digits = take();
    const auto number = cast((sign == '-' ? "-" : "") + digits.text, type::integer);
    if (!number.ok)
        return fail(first, shown({token_kind::integer, first.begin, digits.end, {}}) +
                               " is too large; integers go from -2147483648 to 2147483647");
    return finished(make_literal(number.result), first.begin);
}

void parser::note_name(const std::string& name, std::size_t at)
{
    if (seen_.insert(name).second)
        names_.push_back({name, column_of(text_, at)});
}

}  // namespace vcenter_connector::cesql
