// What is right by the grammar and most likely not meant.
#pragma once

#include "node.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::cesql {

/// A part of an expression and where it stands in the text.
struct part {
    node_pointer node;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool negation = false;  ///< NOT and its operand, without parentheses around them
    bool fails = false;     ///< evaluating it is an error for every event
    bool never = false;     ///< it is false or an error for every event
};

class advisor {
public:
    advisor(std::string_view text, std::span<const std::string_view> always_there)
        : text_(text), always_there_(always_there)
    {
    }

    void reads(std::string name, std::size_t at);
    /// By EXISTS, which serves what is read behind it: evaluation goes from left to right.
    void asks_for(std::string name, std::size_t at);
    /// `left OR right`
    void alternative(const part& left, const part& right);

    /// An operator behind `left`, `NOT x`, which binds less tightly than NOT. `end` is that of its right
    /// side.
    void binds_looser_than_not(const part& left, const token& op, std::size_t end);
    /// AND, OR or XOR behind others without parentheses: `loosest` is the one among those that binds least in
    /// other languages.
    void mixes_logic(const part& left, const token& loosest, const token& op);
    /// Whether it is a text that never casts to what an operator takes.
    bool takes(const part& operand, const token& op, type wanted);
    void like(const token& pattern);
    void string(const token& literal);
    void missing_function(const token& name, std::size_t arguments);
    void whole(const part& expression);

    /// `never`: what `part` says of the whole.
    std::vector<hint> finish(bool never);

private:
    struct reading {
        std::string name;
        std::size_t at;
    };

    struct note {
        hint advice;
        bool fault;  // an error wherever evaluation comes to it
    };

    void add(std::size_t at, std::string text, bool fault = false);
    std::string quoted(std::size_t begin, std::size_t end) const;
    bool may_be_missing(const reading& r) const;
    bool read_within(std::string_view name, std::size_t begin, std::size_t end) const;
    void add_lost_alternatives();

    struct fork {
        std::size_t begin, end;  // of the left side
        std::size_t right_begin, right_end;
    };

    std::string_view text_;
    std::span<const std::string_view> always_there_;
    std::vector<reading> readings_;
    std::map<std::string, std::size_t, std::less<>> asked_for_;  // where first
    std::set<std::string, std::less<>> told_;
    std::vector<fork> forks_;
    std::vector<hint> whole_;  // at most one
    std::vector<note> notes_;
};

/// The column, from 1, of the character at that offset.
std::size_t column_of(std::string_view text, std::size_t offset) noexcept;

}  // namespace vcenter_connector::cesql
