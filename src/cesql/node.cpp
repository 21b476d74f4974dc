#include "node.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace vcenter_connector::cesql {
namespace {

class literal final : public expression::node {
public:
    explicit literal(value v) : value_(std::move(v)) {}
    operand evaluate(scope& /*in*/) const override { return operand::borrowed(value_); }
    std::optional<type> result() const noexcept override { return type_of(value_); }
    const value* constant() const noexcept override { return &value_; }

private:
    value value_;
};

class attribute final : public expression::node {
public:
    explicit attribute(std::string name) : name_(std::move(name)) {}
    operand evaluate(scope& in) const override
    {
        if (auto found = in.of.find(name_))
            return operand(std::move(*found));
        in.fail(error_kind::missing_attribute, "the event has no attribute \"" + name_ + "\"");
        return operand::missing();
    }
    std::optional<type> result() const noexcept override { return std::nullopt; }

private:
    std::string name_;
};

class exists final : public expression::node {
public:
    explicit exists(std::string name)
        : name_(std::move(name)),
          always_(std::find(required.begin(), required.end(), name_) != required.end())
    {
    }
    operand evaluate(scope& in) const override { return operand(always_ || in.of.find(name_).has_value()); }
    std::optional<type> result() const noexcept override { return type::boolean; }

private:
    static constexpr std::array<std::string_view, 4> required{"id", "source", "specversion", "type"};
    std::string name_;
    bool always_;
};

class negation final : public expression::node {
public:
    explicit negation(node_pointer of) : of_(std::move(of)) {}
    operand evaluate(scope& in) const override
    {
        const auto x = of_->evaluate(in);
        return operand(!x.is_missing() && !boolean_of(x.value(), in));
    }
    std::optional<type> result() const noexcept override { return type::boolean; }

private:
    node_pointer of_;
};

class minus final : public expression::node {
public:
    explicit minus(node_pointer of) : of_(std::move(of)) {}
    operand evaluate(scope& in) const override
    {
        const auto x = of_->evaluate(in);
        const auto number = x.is_missing() ? 0 : integer_of(x.value(), in);
        if (number != std::numeric_limits<std::int32_t>::min())
            return operand(-number);
        in.fail(error_kind::math, "-(-2147483648) does not fit 32 bits");
        return operand(std::int32_t{0});
    }
    std::optional<type> result() const noexcept override { return type::integer; }

private:
    node_pointer of_;
};

class call final : public expression::node {
public:
    call(std::string name, const function* called, std::vector<node_pointer> arguments)
        : name_(std::move(name)), called_(called), arguments_(std::move(arguments))
    {
    }

    operand evaluate(scope& in) const override
    {
        if (called_ == nullptr) {
            in.fail(error_kind::missing_function, missing_function_text(name_, arguments_.size()));
            return operand(false);
        }
        std::vector<value> values;
        values.reserve(arguments_.size());
        bool missing = false;
        std::size_t size = 0;
        for (const auto& argument : arguments_) {
            if (size > max_text_size)
                break;
            const auto x = argument->evaluate(in);
            if (x.is_missing()) {
                missing = true;
                continue;
            }
            values.push_back(argument_for(*called_, values.size(), x.value(), in));
            if (called_->joins() && values.size() > called_->fewest)
                size += std::get<std::string>(values.back()).size();
        }
        return operand(missing ? zero_of(called_->result) : called_->run(values, in));
    }

    std::optional<type> result() const noexcept override
    {
        return called_ == nullptr ? type::boolean : called_->result;
    }

private:
    std::string name_;
    const function* called_;
    std::vector<node_pointer> arguments_;
};

}  // namespace

node_pointer make_literal(value v)
{
    return std::make_unique<literal>(std::move(v));
}

node_pointer make_attribute(std::string name)
{
    return std::make_unique<attribute>(std::move(name));
}

node_pointer make_exists(std::string name)
{
    return std::make_unique<exists>(std::move(name));
}

node_pointer make_not(node_pointer of)
{
    return std::make_unique<negation>(std::move(of));
}

node_pointer make_minus(node_pointer of)
{
    return std::make_unique<minus>(std::move(of));
}

node_pointer make_call(std::string name, const function* called, std::vector<node_pointer> arguments)
{
    return std::make_unique<call>(std::move(name), called, std::move(arguments));
}

}  // namespace vcenter_connector::cesql
