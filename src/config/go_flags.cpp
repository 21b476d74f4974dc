#include "vcenter_connector/config/go_flags.hpp"

#include "text_file.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace vcenter_connector::config {
namespace {

class parser {
public:
    parser(std::span<const std::string> words, std::span<const flag_spec> table)
        : words_(words), table_(table)
    {
    }

    parsed_flags run()
    {
        while (next_ < words_.size() && !out_.help && is_flag(words_[next_])) {
            const std::string_view word = bare(words_[next_++]);
            if (word == "--") {
                last_.clear();
                break;
            }
            one(word);
        }
        if (!out_.help) {
            out_.rest.assign(words_.begin() + static_cast<std::ptrdiff_t>(next_), words_.end());
            out_.before_rest = last_;
        }
        return std::move(out_);
    }

private:
    static bool is_flag(const std::string& word) { return word.size() >= 2 && word[0] == '-'; }

    void one(std::string_view word)
    {
        const std::string_view body = word.substr(word[1] == '-' ? 2 : 1);
        const auto equals = body.find('=');
        const std::string name(body.substr(0, equals));
        const bool has_value = equals != std::string_view::npos;
        last_ = name;
        if (name.empty() || name[0] == '-')
            return malformed(word, has_value);
        const auto spec =
            std::find_if(table_.begin(), table_.end(), [&](const auto& s) { return s.name == name; });
        if (spec == table_.end())
            return unknown(name, has_value);
        const std::string_view value = has_value ? body.substr(equals + 1) : std::string_view{};
        if (spec->is_boolean)
            return boolean(name, has_value ? value : "true");
        if (has_value)
            out_.values.push_back({name, std::string(bare(value))});
        else if (next_ < words_.size())
            out_.values.push_back({name, std::string(bare(words_[next_++]))});
        else
            mistake(name, "flag needs an argument: -" + name);
    }

    // What follows '=' may be a password: it is not repeated.
    void malformed(std::string_view word, bool has_value)
    {
        const auto shown = base::printable(word.substr(0, word.find('=')));
        mistake({}, "bad flag syntax: " + shown + (has_value ? "=..." : ""));
        skip_value(has_value);
    }

    void unknown(const std::string& name, bool has_value)
    {
        if (name == "help" || name == "h") {
            // As in Go, a mistake that comes first is what counts.
            out_.help = out_.mistakes.empty();
            return;
        }
        mistake(name, "flag provided but not defined: -" + base::printable(name), true);
        skip_value(has_value);
    }

    void boolean(const std::string& name, std::string_view text)
    {
        bool value = false;
        if (parse_go_bool(text, value))
            out_.values.push_back({name, value ? "true" : "false"});
        else
            mistake(name, "invalid boolean value \"" + base::printable(text) + "\" for -" + name);
    }

    void skip_value(bool has_value)
    {
        if (!has_value && next_ < words_.size() && !is_flag(words_[next_]))
            ++next_;
    }

    void mistake(const std::string& flag, std::string text, bool is_unknown = false)
    {
        out_.mistakes.push_back({flag, std::move(text), is_unknown});
    }

    std::span<const std::string> words_;
    std::span<const flag_spec> table_;
    std::size_t next_ = 0;
    std::string last_;
    parsed_flags out_;
};

}  // namespace

parsed_flags parse_go_flags(std::span<const std::string> words, std::span<const flag_spec> table)
{
    return parser(words, table).run();
}

bool parse_go_bool(std::string_view text, bool& value) noexcept
{
    static constexpr std::array<std::string_view, 6> yes{"1", "t", "T", "true", "TRUE", "True"};
    static constexpr std::array<std::string_view, 6> no{"0", "f", "F", "false", "FALSE", "False"};
    value = std::find(yes.begin(), yes.end(), text) != yes.end();
    return value || std::find(no.begin(), no.end(), text) != no.end();
}

}  // namespace vcenter_connector::config
