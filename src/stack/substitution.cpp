#include "vcenter_connector/stack/substitution.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::stack {
namespace {

bool is_name_character(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

place place_of(std::string_view text, std::size_t at, const std::string& file)
{
    const auto before = text.substr(0, at);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n');
    const auto line = before.substr(start == std::string_view::npos ? 0 : start + 1);
    return {file, static_cast<int>(lines) + 1, static_cast<int>(base::character_count(line)) + 1};
}

class substituter {
public:
    substituter(std::string_view text, const variable_lookup& lookup, const std::string& file,
                problems& found)
        : text_(text), lookup_(lookup), file_(file), found_(found)
    {
    }

    // Up to `}` in a default, where `}` is left to be read; up to the end of the text otherwise.
    std::string read(unsigned depth)
    {
        std::string out;
        while (at_ < text_.size() && !(depth > 0 && text_[at_] == '}')) {
            if (text_.substr(at_).starts_with("$${")) {
                out += "${";
                at_ += 3;
            } else if (text_.substr(at_).starts_with("${")) {
                out += variable(depth);
            } else {
                out += text_[at_++];
            }
        }
        return out;
    }

private:
    std::string variable(unsigned depth)
    {
        const auto begin = at_;
        at_ += 2;
        const auto name_at = at_;
        while (at_ < text_.size() && is_name_character(text_[at_]))
            ++at_;
        const std::string name(text_.substr(name_at, at_ - name_at));
        const bool has_default = !name.empty() && depth < 16 && skip_operator();
        std::string fallback;
        if (has_default)
            fallback = read(depth + 1);
        if (name.empty() || at_ >= text_.size() || text_[at_] != '}')
            return not_understood(begin);
        ++at_;
        return value_of(name, has_default, std::move(fallback), begin);
    }

    bool skip_operator()
    {
        for (const std::string_view each : {":-", ":=", "-", "="})
            if (text_.substr(at_).starts_with(each)) {
                at_ += each.size();
                return true;
            }
        return false;
    }

    std::string value_of(const std::string& name, bool has_default, std::string fallback, std::size_t begin)
    {
        auto value = lookup_(name);
        if (value && !value->empty())
            return *std::move(value);
        if (!value && !has_default)
            found_.push_back(
                {place_of(text_, begin, file_),
                 name + " is not set and has no default; ${" + name + ":-default} would give one", true});
        return fallback;
    }

    std::string not_understood(std::size_t begin)
    {
        found_.push_back(
            {place_of(text_, begin, file_),
             "this is not a variable: write ${NAME} or ${NAME:-default}, or $${ for a literal ${"});
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string_view text_;
    const variable_lookup& lookup_;
    const std::string& file_;
    problems& found_;
    std::size_t at_ = 0;
};

}  // namespace

std::string substitute(std::string_view text, const variable_lookup& lookup, const std::string& file,
                       problems& found)
{
    return substituter(text, lookup, file, found).read(0);
}

}  // namespace vcenter_connector::stack
