#include "parser.hpp"

#include <string>
#include <utility>

namespace vcenter_connector::cesql {
namespace {

constexpr std::size_t deepest = 200;

// How tightly the operators bind in most other languages.
int usual_rank(token_kind op) noexcept
{
    return op == token_kind::word_and ? 2 : op == token_kind::word_xor ? 1 : 0;
}

// The right side of AND and OR is looked at only where the left one does not decide.
void join_fates(part& left, token_kind op, bool left_fails, bool right_fails, bool right_never) noexcept
{
    const bool left_never = left.never || left_fails;
    right_never = right_never || right_fails;
    const bool skips = op == token_kind::word_and || op == token_kind::word_or;
    left.fails = left_fails || (!skips && right_fails);
    left.never = left.fails || (op == token_kind::word_and && (left_never || right_never)) ||
                 (op == token_kind::word_or && left_never && right_never);
}

class deeper {
public:
    explicit deeper(std::size_t& depth) noexcept : depth_(depth) { ++depth_; }
    deeper(const deeper&) = delete;
    deeper& operator=(const deeper&) = delete;
    ~deeper() { --depth_; }

private:
    std::size_t& depth_;
};

}  // namespace

std::variant<expression, parse_failure> parser::read()
{
    if (text_.size() > max_expression_size)
        return parse_failure{1, "the expression is longer than " + std::to_string(max_expression_size) +
                                    " bytes"};
    auto whole = is(token_kind::end)
                     ? fail(here(), "there is no expression; write for example vm LIKE 'web-%'")
                     : read_chain(rank::logic);
    if (whole.node && !is(token_kind::end))
        whole = fail(here(), operator_expected());
    if (!whole.node)
        return *failure_;
    advice_.whole(whole);
    return expression(std::shared_ptr<const expression::node>(std::move(whole.node)), std::move(names_),
                      advice_.finish(whole.never));
}

bool parser::has_rank(token_kind kind, rank r) noexcept
{
    using enum token_kind;
    switch (r) {
    case rank::logic: return kind == word_and || kind == word_or || kind == word_xor;
    case rank::comparison: return kind >= equal && kind <= greater_or_equal;
    case rank::additive: return kind == plus || kind == minus;
    case rank::multiplicative: return kind == star || kind == slash || kind == percent;
    case rank::suffix: break;
    }
    return false;
}

part parser::read_chain(rank r)
{
    if (r == rank::suffix)
        return read_suffixes();
    const auto tighter = static_cast<rank>(static_cast<int>(r) + 1);
    auto left = read_chain(tighter);
    std::vector<step_pointer> steps;
    const token* loosest = nullptr;
    while (left.node && has_rank(here().kind, r)) {
        const auto& op = tokens_[next_++];
        auto right = read_chain(tighter);
        if (!right.node)
            return right;
        advise(left, op, right, loosest);
        left.end = last_end();
        left.negation = false;
        steps.push_back(make_binary(op.kind, std::move(right.node)));
    }
    if (left.node)
        left.node = make_chain(std::move(left.node), std::move(steps));
    return left;
}

// What `left` is from now on includes the operator and its right side.
void parser::advise(part& left, const token& op, const part& right, const token*& loosest)
{
    const bool logic = has_rank(op.kind, rank::logic);
    if (left.negation && !logic)
        advice_.binds_looser_than_not(left, op, right.end);
    bool left_fails = left.fails;
    bool right_fails = right.fails;
    if (op.kind != token_kind::equal && op.kind != token_kind::not_equal) {
        const auto wanted = logic ? type::boolean : type::integer;
        if (loosest == nullptr && advice_.takes(left, op, wanted))
            left_fails = true;
        if (advice_.takes(right, op, wanted))
            right_fails = true;
    }
    if (op.kind == token_kind::word_or)
        advice_.alternative(left, right);
    if (logic && loosest != nullptr && usual_rank(op.kind) > usual_rank(loosest->kind))
        advice_.mixes_logic(left, *loosest, op);
    if (loosest == nullptr || usual_rank(op.kind) < usual_rank(loosest->kind))
        loosest = &op;
    join_fates(left, op.kind, left_fails, right_fails, right.never);
}

part parser::read_suffixes()
{
    auto left = read_unary();
    std::vector<step_pointer> steps;
    while (left.node) {
        const bool negated = is(token_kind::word_not);
        const auto& op = negated ? after() : here();
        if (op.kind != token_kind::word_like && op.kind != token_kind::word_in)
            break;
        next_ += negated ? 2 : 1;
        auto s = op.kind == token_kind::word_like ? read_like(negated) : read_in(negated);
        if (!s)
            return {};
        if (left.negation)
            advice_.binds_looser_than_not(left, op, last_end());
        left.end = last_end();
        left.negation = false;
        left.never = left.fails;
        steps.push_back(std::move(s));
    }
    if (left.node)
        left.node = make_chain(std::move(left.node), std::move(steps));
    return left;
}

step_pointer parser::read_like(bool negated)
{
    if (!is(token_kind::string)) {
        fail_here("LIKE takes a text in quotes and nothing else, such as LIKE 'web-%'");
        return nullptr;
    }
    const auto pattern = take();
    if (pattern.text.size() > max_like_pattern_size) {
        fail(pattern,
             "the pattern of LIKE is longer than " + std::to_string(max_like_pattern_size) + " bytes");
        return nullptr;
    }
    advice_.like(pattern);
    return make_like(pattern.text, negated);
}

step_pointer parser::read_in(bool negated)
{
    if (!is(token_kind::opening)) {
        fail_here("IN takes a list in parentheses, such as IN ('a', 'b')");
        return nullptr;
    }
    if (after().kind == token_kind::closing) {
        fail(after(), "the list of IN is empty; it takes at least one value, such as IN ('a', 'b')");
        return nullptr;
    }
    auto set = read_list("the list of IN");
    return set ? make_in(std::move(set->nodes), negated) : nullptr;
}

// From the opening parenthesis to the closing one, which are taken.
std::optional<parser::list> parser::read_list(std::string_view what)
{
    list read;
    const auto opening = take();
    while (!is(token_kind::closing)) {
        auto element = read_nested(true);
        if (!element.node)
            return std::nullopt;
        read.fails = read.fails || element.fails;
        read.nodes.push_back(std::move(element.node));
        if (is(token_kind::closing))
            break;
        if (!is(token_kind::comma)) {
            fail_here(std::string(what) +
                      " goes on with a comma or ends with a parenthesis; it began at column " +
                      std::to_string(column_of(text_, opening.begin)));
            return std::nullopt;
        }
        ++next_;
        if (is(token_kind::closing)) {
            fail_here("a value is missing behind the comma");
            return std::nullopt;
        }
    }
    ++next_;
    return read;
}

// A whole expression between parentheses, or the operand of a prefixed operator.
part parser::read_nested(bool parenthesized)
{
    const deeper guard(depth_);
    if (depth_ > deepest)
        return fail(here(), "this nests deeper than " + std::to_string(deepest) +
                                " levels of parentheses and prefixed operators; write it flatter");
    return parenthesized ? read_chain(rank::logic) : read_unary();
}

part parser::read_unary()
{
    const auto sign = here();
    const bool number = after().kind == token_kind::integer && after().begin == sign.end;
    if (is(token_kind::plus) && number)
        return read_integer('+');
    if (is(token_kind::minus) && number)
        return read_integer('-');
    if (!is(token_kind::word_not) && !is(token_kind::minus))
        return read_primary();
    ++next_;
    auto of = read_nested(false);
    if (!of.node)
        return of;
    const bool negation = sign.kind == token_kind::word_not;
    const bool fails = advice_.takes(of, sign, negation ? type::boolean : type::integer) || of.fails;
    auto result =
        finished(negation ? make_not(std::move(of.node)) : make_minus(std::move(of.node)), sign.begin);
    result.negation = negation;
    result.fails = result.never = fails;
    return result;
}

}  // namespace vcenter_connector::cesql
