// The parts that an expression is made of. Immutable once built.
#pragma once

#include "functions.hpp"
#include "operand.hpp"
#include "token.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::cesql {

struct expression::node {
    node() = default;
    node(const node&) = delete;
    node& operator=(const node&) = delete;
    virtual ~node() = default;

    virtual operand evaluate(scope& in) const = 0;
    /// The type of every value that it gives; empty when only the event decides.
    virtual std::optional<type> result() const noexcept = 0;
    /// The value of a literal, otherwise null.
    virtual const value* constant() const noexcept { return nullptr; }
};

using node_pointer = std::unique_ptr<const expression::node>;

node_pointer make_literal(value v);
node_pointer make_attribute(std::string name);
node_pointer make_exists(std::string name);
node_pointer make_not(node_pointer of);
node_pointer make_minus(node_pointer of);
/// `called` is null when there is no such function; `name` is for its error.
node_pointer make_call(std::string name, const function* called, std::vector<node_pointer> arguments);

}  // namespace vcenter_connector::cesql
