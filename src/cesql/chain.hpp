// Operators of one rank, applied from left to right.
#pragma once

#include "node.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace vcenter_connector::cesql {

/// One operator with its right side.
struct step {
    step() = default;
    step(const step&) = delete;
    step& operator=(const step&) = delete;
    virtual ~step() = default;

    virtual operand apply(const operand& left, scope& in) const = 0;
    virtual type result() const noexcept = 0;
};

using step_pointer = std::unique_ptr<const step>;

/// `op` is the token of a logic, comparison or arithmetic operator.
step_pointer make_binary(token_kind op, node_pointer right);
step_pointer make_like(std::string_view pattern, bool negated);
step_pointer make_in(std::vector<node_pointer> set, bool negated);

/// `first` itself when there are no steps. However long, evaluating it takes no deeper stack.
node_pointer make_chain(node_pointer first, std::vector<step_pointer> steps);

}  // namespace vcenter_connector::cesql
