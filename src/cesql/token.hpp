// The words and signs of an expression.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::cesql {

enum class token_kind {
    end,
    bad,         ///< what the language does not have; `text` says what is wrong
    identifier,  ///< letters, digits and `_`
    integer,     ///< digits without a sign
    string,      ///< `text` is its value
    opening,
    closing,
    comma,
    plus,
    minus,
    star,
    slash,
    percent,
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    word_and,
    word_or,
    word_xor,
    word_not,
    word_like,
    word_exists,
    word_in,
    word_true,
    word_false,
};

struct token {
    token_kind kind = token_kind::end;
    std::size_t begin = 0;  ///< offset of its first byte
    std::size_t end = 0;
    std::string text;
};

/// Ends with a token of kind `end` or, where reading stopped, `bad`.
std::vector<token> tokenize(std::string_view expression);

}  // namespace vcenter_connector::cesql
