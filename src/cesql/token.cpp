#include "token.hpp"

#include "characters.hpp"

#include <array>
#include <utility>

namespace vcenter_connector::cesql {
namespace {

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

constexpr bool is_word(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

struct spelling {
    std::string_view text;
    token_kind kind;
};

constexpr std::array keywords{
    spelling{"and", token_kind::word_and},     spelling{"or", token_kind::word_or},
    spelling{"xor", token_kind::word_xor},     spelling{"not", token_kind::word_not},
    spelling{"like", token_kind::word_like},   spelling{"exists", token_kind::word_exists},
    spelling{"in", token_kind::word_in},       spelling{"true", token_kind::word_true},
    spelling{"false", token_kind::word_false},
};

// A longer one stands before one that it begins with.
constexpr std::array signs{
    spelling{"!=", token_kind::not_equal},     spelling{"<>", token_kind::not_equal},
    spelling{"<=", token_kind::less_or_equal}, spelling{">=", token_kind::greater_or_equal},
    spelling{"<", token_kind::less},           spelling{">", token_kind::greater},
    spelling{"=", token_kind::equal},          spelling{"(", token_kind::opening},
    spelling{")", token_kind::closing},        spelling{",", token_kind::comma},
    spelling{"+", token_kind::plus},           spelling{"-", token_kind::minus},
    spelling{"*", token_kind::star},           spelling{"/", token_kind::slash},
    spelling{"%", token_kind::percent},
};

struct correction {
    std::string_view sign;
    std::string_view right;
};

// What other languages have, and what a web page or a word processor makes of quotes and spaces.
constexpr std::array corrections{
    correction{"==", "\"==\" is no operator; write ="},
    correction{"&&", "\"&&\" is no operator; write AND"},
    correction{"||", "\"||\" is no operator; write OR, or CONCAT(a, b) to join texts"},
    correction{"!", "\"!\" is no operator; write NOT, or != for unequal"},
    correction{".",
               "a \".\" cannot stand here; attribute names are letters and digits only, and a text stands in "
               "quotes: 'text'"},
    correction{"\xC2\xA0", "this is a no-break space (U+00A0); write a plain space"},
    correction{"\xE2\x80\x98", "this quotation mark (U+2018) is not the plain one; write '"},
    correction{"\xE2\x80\x99", "this quotation mark (U+2019) is not the plain one; write '"},
    correction{"\xE2\x80\x9C", "this quotation mark (U+201C) is not the plain one; write ' or \""},
    correction{"\xE2\x80\x9D", "this quotation mark (U+201D) is not the plain one; write ' or \""},
};

class lexer {
public:
    explicit lexer(std::string_view text) : text_(text) {}

    token next()
    {
        skip_space();
        if (at_ == text_.size())
            return taken(token_kind::end, 0);
        if (text_[at_] == '\'' || text_[at_] == '"')
            return string();
        return is_word(text_[at_]) ? word() : sign();
    }

private:
    void skip_space() noexcept { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

    token taken(token_kind kind, std::size_t size, std::string text = {})
    {
        const auto begin = std::exchange(at_, at_ + size);
        return {kind, begin, at_, std::move(text)};
    }

    token word()
    {
        const auto rest = text_.substr(at_);
        std::size_t size = 0;
        while (size < rest.size() && is_word(rest[size]))
            ++size;
        const auto found = rest.substr(0, size);
        for (const auto& keyword : keywords)
            if (base::iequals(found, keyword.text))
                return taken(keyword.kind, size);
        const bool digits = found.find_first_not_of("0123456789") == std::string_view::npos;
        return taken(digits ? token_kind::integer : token_kind::identifier, size, std::string(found));
    }

    // A backslash and what follows it stay as they are, save before the delimiter.
    token string()
    {
        const char delimiter = text_[at_];
        std::string value;
        for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
            if (text_[i] == delimiter)
                return taken(token_kind::string, i + 1 - at_, std::move(value));
            if (text_[i] == '\\' && i + 1 < text_.size()) {
                if (text_[i + 1] != delimiter)
                    value += '\\';
                ++i;
            }
            value += text_[i];
        }
        const std::string mark(1, delimiter);
        return taken(token_kind::bad, 0,
                     "this text has no closing " + mark + " (within a text, \\" + mark + " stands for " +
                         mark + " itself)");
    }

    token sign()
    {
        const auto rest = text_.substr(at_);
        if (rest.starts_with("!=") || !corrected(rest))
            for (const auto& s : signs)
                if (rest.starts_with(s.text))
                    return taken(s.kind, s.text.size());
        return taken(token_kind::bad, 0, complaint(rest));
    }

    static const correction* corrected(std::string_view rest) noexcept
    {
        for (const auto& c : corrections)
            if (rest.starts_with(c.sign))
                return &c;
        return nullptr;
    }

    static std::string complaint(std::string_view rest)
    {
        if (const auto* known = corrected(rest))
            return std::string(known->right);
        return "\"" + base::printable(rest.substr(0, character_size(rest, 0))) +
               "\" cannot stand here; a text stands in quotes: 'text'";
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<token> tokenize(std::string_view expression)
{
    lexer read(expression);
    std::vector<token> tokens;
    do
        tokens.push_back(read.next());
    while (tokens.back().kind != token_kind::end && tokens.back().kind != token_kind::bad);
    return tokens;
}

}  // namespace vcenter_connector::cesql
