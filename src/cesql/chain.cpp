#include "chain.hpp"

#include "like_pattern.hpp"

namespace vcenter_connector::cesql {
namespace {

class like final : public step {
public:
    like(std::string_view pattern, bool negated) : pattern_(pattern), negated_(negated) {}
    operand apply(const operand& left, scope& /*in*/) const override
    {
        std::string room;
        return operand(!left.is_missing() && pattern_.matches(text_of(left.value(), room)) != negated_);
    }
    type result() const noexcept override { return type::boolean; }

private:
    like_pattern pattern_;
    bool negated_;
};

// As the SDKs do, it looks no further once an element is equal.
class in_set final : public step {
public:
    in_set(std::vector<node_pointer> set, bool negated) : set_(std::move(set)), negated_(negated) {}
    operand apply(const operand& left, scope& in) const override
    {
        if (left.is_missing())
            return operand(false);
        for (const auto& element : set_) {
            const auto x = element->evaluate(in);
            if (x.is_missing())
                return operand(false);
            if (equal(left.value(), x.value(), in))
                return operand(!negated_);
        }
        return operand(negated_);
    }
    type result() const noexcept override { return type::boolean; }

private:
    static bool equal(const value& left, const value& element, scope& in)
    {
        if (element.index() == left.index())
            return element == left;
        return cast_to(type_of(left), element, in) == left;
    }

    std::vector<node_pointer> set_;
    bool negated_;
};

class chain final : public expression::node {
public:
    chain(node_pointer first, std::vector<step_pointer> steps)
        : first_(std::move(first)), steps_(std::move(steps))
    {
    }
    operand evaluate(scope& in) const override
    {
        auto result = first_->evaluate(in);
        for (const auto& s : steps_)
            result = s->apply(result, in);
        return result;
    }
    std::optional<type> result() const noexcept override { return steps_.back()->result(); }

private:
    node_pointer first_;
    std::vector<step_pointer> steps_;
};

}  // namespace

step_pointer make_like(std::string_view pattern, bool negated)
{
    return std::make_unique<like>(pattern, negated);
}

step_pointer make_in(std::vector<node_pointer> set, bool negated)
{
    return std::make_unique<in_set>(std::move(set), negated);
}

node_pointer make_chain(node_pointer first, std::vector<step_pointer> steps)
{
    if (steps.empty())
        return first;
    return std::make_unique<chain>(std::move(first), std::move(steps));
}

}  // namespace vcenter_connector::cesql
