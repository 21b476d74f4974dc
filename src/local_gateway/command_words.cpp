#include "vcenter_connector/local_gateway/command_words.hpp"

namespace vcenter_connector::local_gateway {

std::optional<std::vector<std::string>> command_words(std::string_view text)
{
    std::vector<std::string> words;
    bool in_word = false;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            in_word = false;
            continue;
        }
        if (!in_word)
            words.emplace_back();
        in_word = true;
        if (c == quote)
            quote = 0;
        else if (quote == 0 && (c == '\'' || c == '"'))
            quote = c;
        else if (c == '\\' && quote != '\'' && i + 1 < text.size())
            words.back() += text[++i];
        else
            words.back() += c;
    }
    if (quote != 0)
        return std::nullopt;
    return words;
}

}  // namespace vcenter_connector::local_gateway
