#include "chain.hpp"

#include <limits>

namespace vcenter_connector::cesql {
namespace {

class logic final : public step {
public:
    logic(token_kind op, node_pointer right) : op_(op), right_(std::move(right)) {}
    operand apply(const operand& left, scope& in) const override
    {
        if (left.is_missing())
            return operand(false);
        const bool x = boolean_of(left.value(), in);
        if (op_ == token_kind::word_and ? !x : op_ == token_kind::word_or && x)
            return operand(x);
        const auto right = right_->evaluate(in);
        if (right.is_missing())
            return operand(false);
        const bool y = boolean_of(right.value(), in);
        return operand(op_ == token_kind::word_xor ? x != y : y);
    }
    type result() const noexcept override { return type::boolean; }

private:
    token_kind op_;
    node_pointer right_;
};

class equality final : public step {
public:
    equality(bool negated, node_pointer right) : negated_(negated), right_(std::move(right)) {}
    operand apply(const operand& left, scope& in) const override
    {
        const auto right = right_->evaluate(in);
        if (left.is_missing() || right.is_missing())
            return operand(false);
        return operand(equal(left.value(), right.value(), in) != negated_);
    }
    type result() const noexcept override { return type::boolean; }

private:
    static bool equal(const value& left, const value& right, scope& in)
    {
        if (left.index() == right.index())
            return left == right;
        return cast_to(type_of(right), left, in) == right;
    }

    bool negated_;
    node_pointer right_;
};

bool compare(token_kind op, std::int32_t x, std::int32_t y) noexcept
{
    switch (op) {
    case token_kind::less: return x < y;
    case token_kind::less_or_equal: return x <= y;
    case token_kind::greater: return x > y;
    default: return x >= y;
    }
}

class comparison final : public step {
public:
    comparison(token_kind op, node_pointer right) : op_(op), right_(std::move(right)) {}
    operand apply(const operand& left, scope& in) const override
    {
        const auto right = right_->evaluate(in);
        if (left.is_missing() || right.is_missing())
            return operand(false);
        const auto x = integer_of(left.value(), in);
        const auto y = integer_of(right.value(), in);
        return operand(compare(op_, x, y));
    }
    type result() const noexcept override { return type::boolean; }

private:
    token_kind op_;
    node_pointer right_;
};

char sign_of(token_kind op) noexcept
{
    switch (op) {
    case token_kind::plus: return '+';
    case token_kind::minus: return '-';
    case token_kind::star: return '*';
    case token_kind::slash: return '/';
    default: return '%';
    }
}

std::int64_t computed(token_kind op, std::int64_t x, std::int64_t y) noexcept
{
    switch (op) {
    case token_kind::plus: return x + y;
    case token_kind::minus: return x - y;
    case token_kind::star: return x * y;
    case token_kind::slash: return x / y;
    default: return x % y;
    }
}

class arithmetic final : public step {
public:
    arithmetic(token_kind op, node_pointer right) : op_(op), right_(std::move(right)) {}
    operand apply(const operand& left, scope& in) const override
    {
        const auto right = right_->evaluate(in);
        if (left.is_missing() || right.is_missing())
            return operand(std::int32_t{0});
        const auto x = integer_of(left.value(), in);
        const auto y = integer_of(right.value(), in);
        return operand(calculate(x, y, in));
    }
    type result() const noexcept override { return type::integer; }

private:
    std::int32_t calculate(std::int32_t x, std::int32_t y, scope& in) const
    {
        using limits = std::numeric_limits<std::int32_t>;
        const bool divides = op_ == token_kind::slash || op_ == token_kind::percent;
        if (divides && y == 0) {
            in.fail(error_kind::math, std::to_string(x) + " " + sign_of(op_) + " 0: division by zero");
            return 0;
        }
        const auto result = computed(op_, x, y);
        if (result >= limits::min() && result <= limits::max())
            return static_cast<std::int32_t>(result);
        in.fail(error_kind::math,
                std::to_string(x) + " " + sign_of(op_) + " " + std::to_string(y) + " does not fit 32 bits");
        return 0;
    }

    token_kind op_;
    node_pointer right_;
};

}  // namespace

step_pointer make_binary(token_kind op, node_pointer right)
{
    switch (op) {
    case token_kind::word_and:
    case token_kind::word_or:
    case token_kind::word_xor: return std::make_unique<logic>(op, std::move(right));
    case token_kind::equal:
    case token_kind::not_equal:
        return std::make_unique<equality>(op == token_kind::not_equal, std::move(right));
    case token_kind::less:
    case token_kind::less_or_equal:
    case token_kind::greater:
    case token_kind::greater_or_equal: return std::make_unique<comparison>(op, std::move(right));
    default: return std::make_unique<arithmetic>(op, std::move(right));
    }
}

}  // namespace vcenter_connector::cesql
