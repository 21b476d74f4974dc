// Reads expressions by the grammar of the specification.
#pragma once

#include "advice.hpp"
#include "chain.hpp"
#include "token.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vcenter_connector::cesql {

/// Recursive descent; one level of ranks (section 3.6) calls the next tighter one. A part without a node says
/// that reading failed, and then `failure_` is set.
class parser {
public:
    parser(std::string_view text, std::span<const std::string_view> always_there)
        : text_(text), tokens_(tokenize(text.substr(0, max_expression_size))), advice_(text, always_there)
    {
    }

    std::variant<expression, parse_failure> read();

private:
    enum class rank { logic, comparison, additive, multiplicative, suffix };

    part read_chain(rank r);
    part read_suffixes();
    part read_nested(bool parenthesized);
    part read_unary();
    part read_primary();
    part read_parenthesized();
    part read_exists();
    part read_word();
    part read_call();
    part read_integer(char sign);
    step_pointer read_like(bool negated);
    step_pointer read_in(bool negated);
    /// `fails`: whether one of them does.
    struct list {
        std::vector<node_pointer> nodes;
        bool fails = false;
    };
    std::optional<list> read_list(std::string_view what);

    static bool has_rank(token_kind kind, rank r) noexcept;
    void advise(part& left, const token& op, const part& right, const token*& loosest);

    const token& here() const noexcept { return tokens_[next_]; }
    const token& after() const noexcept { return tokens_[std::min(next_ + 1, tokens_.size() - 1)]; }
    token take() { return tokens_[next_++]; }
    bool is(token_kind kind) const noexcept { return here().kind == kind; }
    std::size_t last_end() const noexcept { return next_ == 0 ? 0 : tokens_[next_ - 1].end; }
    part finished(node_pointer node, std::size_t begin) const { return {std::move(node), begin, last_end()}; }
    void note_name(const std::string& name, std::size_t at);

    part fail(const token& at, std::string text);
    part fail_here(std::string_view expected);
    std::string shown(const token& t) const;
    std::string operator_expected() const;

    std::string_view text_;
    std::vector<token> tokens_;
    advisor advice_;
    std::size_t next_ = 0;
    std::size_t depth_ = 0;
    std::vector<attribute_use> names_;
    std::set<std::string> seen_;
    std::optional<parse_failure> failure_;
};

}  // namespace vcenter_connector::cesql
