// Expressions of the CloudEvents SQL expression language, version 1.0.
//
// Source: CloudEvents SQL Expression Language, version 1.0.0 (CNCF), and its grammar.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/cesql/value.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vcenter_connector::cesql {

enum class error_kind { math, cast, missing_attribute, missing_function, function_evaluation };

/// The specification's name of it, for example `MissingAttributeError`.
std::string_view name_of(error_kind kind) noexcept;

struct evaluation_error {
    error_kind kind;
    std::string detail;  ///< printable, for people

    friend bool operator==(const evaluation_error&, const evaluation_error&) = default;
};

/// Evaluation is total: there is always a value, whatever errors there were.
struct evaluation {
    cesql::value value;
    std::vector<evaluation_error> errors;

    /// What a filter asks: a boolean `true` and no error.
    bool passes() const noexcept;
};

/// The attributes of one event.
class attributes {
public:
    virtual ~attributes() = default;
    /// `name` is in small letters. Empty when the event has no such attribute.
    virtual std::optional<value> find(std::string_view name) const = 0;
};

struct parse_failure {
    std::size_t column = 1;  ///< of the first character that is wrong, counted in characters from 1
    std::string text;        ///< what is wrong and what would be right; one line, printable
};

/// Advice on an expression that can be read.
struct hint {
    std::size_t column = 1;  ///< counted as in parse_failure
    std::string text;        ///< one line, printable
    /// Because of this the whole is never true without an error, whatever the event.
    bool none_passes = false;
};

/// An attribute that an expression names.
struct attribute_use {
    std::string name;        ///< in small letters
    std::size_t column = 1;  ///< where it stands first; counted as in parse_failure

    friend bool operator==(const attribute_use&, const attribute_use&) = default;
};

/// An expression that was parsed; immutable, cheap to copy, may be used in several places at once.
class expression {
public:
    struct node;
    explicit expression(std::shared_ptr<const node> root, std::vector<attribute_use> names,
                        std::vector<hint> advice);

    evaluation evaluate(const attributes& of) const;

    /// The attributes that it reads or asks for by EXISTS, each once, in the order of the text.
    const std::vector<attribute_use>& attribute_names() const noexcept { return names_; }

    /// What is right by the grammar and most likely not meant, such as `NOT user LIKE 'x%'` or
    /// `a OR b AND c` without parentheses.
    const std::vector<hint>& advice() const noexcept { return advice_; }

private:
    std::shared_ptr<const node> root_;
    std::vector<attribute_use> names_;
    std::vector<hint> advice_;
};

/// The longest text that is read, in bytes.
inline constexpr std::size_t max_expression_size = 65536;

/// The longest pattern of LIKE, in bytes: it may have to be held against each character of a text.
inline constexpr std::size_t max_like_pattern_size = 1024;

/// The longest text that CONCAT and CONCAT_WS make, in bytes; beyond it they give the empty text with a
/// FunctionEvaluationError.
inline constexpr std::size_t max_text_size = 65536;

/// Attribute names may be in any case; they are looked up in small letters. Never throws, whatever the text.
/// A text that nests deeper than 200 or is longer than `max_expression_size` is refused.
///
/// `always_there` are the attributes that every event has. Where any are given, advice also tells of an OR
/// that never counts: behind an attribute that the event does not have, the whole is an error. Advice is cut
/// after 20 pieces.
std::variant<expression, parse_failure> parse(std::string_view text,
                                              std::span<const std::string_view> always_there = {});

}  // namespace vcenter_connector::cesql
