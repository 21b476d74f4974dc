#include "sources.hpp"

#include "text_file.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/go_flags.hpp"
#include "vcenter_connector/config/settings_file.hpp"
#include "vcenter_connector/config/url.hpp"

namespace vcenter_connector::config {
namespace {

class gatherer {
public:
    explicit gatherer(const environment& from) : from_(from) {}

    gathered run(std::span<const std::string> words)
    {
        flags(words);
        if (out_.help || out_.version)
            return std::move(out_);
        variables();
        file();
        return std::move(out_);
    }

private:
    void flags(std::span<const std::string> words)
    {
        const auto specs = flag_specs();
        std::string last;
        while (true) {
            const auto parsed = parse_go_flags(words, specs);
            for (const auto& m : parsed.mistakes)
                wrong(m.text + (m.unknown ? suggestion(m.flag) : ""));
            for (const auto& v : parsed.values)
                flag(v);
            if (asked_for_help(parsed) || parsed.rest.empty())
                break;
            if (!parsed.before_rest.empty())
                last = parsed.before_rest;
            stray_word(parsed.rest.front(), last);
            words = words.subspan(words.size() - parsed.rest.size() + 1);
        }
        out_.version = out_.mistakes.empty() && out_.text("version") == "true";
    }

    static std::vector<flag_spec> flag_specs()
    {
        std::vector<flag_spec> specs;
        for (const auto& row : settings_table()) {
            if (row.flag == "help")
                continue;  // the parser's own
            specs.push_back({row.flag, row.type == setting_type::boolean});
            if (!row.alias.empty())
                specs.push_back({row.alias, row.type == setting_type::boolean});
        }
        return specs;
    }

    bool asked_for_help(const parsed_flags& parsed)
    {
        out_.help = parsed.help && out_.mistakes.empty();
        return parsed.help;
    }

    static std::string suggestion(std::string_view name)
    {
        std::vector<std::string_view> known;
        for (const auto& row : settings_table())
            known.push_back(row.flag);
        const auto near = base::nearest(name, known);
        return near.empty() ? "" : "; did you mean -" + std::string(near) + "?";
    }

    void flag(const flag_value& value)
    {
        const auto* row = find_setting(value.name);
        out_.values[row->flag] = {value.value, origin::flag, "flag -" + value.name};
    }

    // After a flag with a secret in its value the word is most likely a piece of it: it is not repeated.
    void stray_word(const std::string& word, const std::string& after)
    {
        const auto* row = find_setting(after);
        const bool hide = !after.empty() && (row == nullptr || row->secret || row->type == setting_type::url);
        const std::string which = hide ? "a word after the value of -" + base::printable(after, 60)
                                       : "\"" + without_user_part(word) + "\"";
        if (row != nullptr && row->type == setting_type::boolean)
            wrong("unexpected word " + which + "; the value of a yes-or-no flag follows '=': -" + after +
                  "=" + (is_boolean(word) ? word : "false"));
        else
            wrong("unexpected word: " + which + "; a value with blanks in it has to be quoted");
    }

    static bool is_boolean(const std::string& word)
    {
        bool ignored = false;
        return parse_go_bool(word, ignored);
    }

    void variables()
    {
        for (const auto& row : settings_table()) {
            variable(row, variable_of(row));
            variable(row, std::string(row.govc_variable));
        }
    }

    void variable(const setting& row, const std::string& name)
    {
        if (name.empty() || out_.find(row.flag) != nullptr)
            return;
        const auto text = from_.variable(name);
        const auto value = text ? bare(*text) : std::string_view{};
        if (text && (row.may_be_empty || !value.empty()))
            out_.values[row.flag] = {std::string(value), origin::variable, "variable " + name};
    }

    void file()
    {
        const auto* path = out_.find("config");
        if (path == nullptr)
            return;
        const auto text = read_text(from_, path->text);
        if (!text) {
            out_.mistakes.push_back({path->place, text.error().detail});
            return;
        }
        auto parsed = parse_settings_file(*text, base::printable(path->text));
        for (auto& m : parsed.mistakes)
            out_.mistakes.push_back(std::move(m));
        for (auto& v : parsed.values)
            if (const auto value = bare(v.text); v.row->may_be_empty || !value.empty())
                out_.values.try_emplace(v.row->flag,
                                        given{std::string(value), origin::file, std::move(v.place)});
    }

    void wrong(std::string text) { out_.mistakes.push_back({"command line", std::move(text)}); }

    const environment& from_;
    gathered out_;
};

}  // namespace

const given* gathered::find(std::string_view flag) const
{
    const auto found = values.find(flag);
    return found == values.end() ? nullptr : &found->second;
}

bool gathered::has(std::string_view flag) const
{
    const auto* value = find(flag);
    return value != nullptr && !value->text.empty();
}

std::string gathered::text(std::string_view flag) const
{
    const auto* value = find(flag);
    return value != nullptr ? value->text : std::string(find_setting(flag)->preset);
}

std::string gathered::place(std::string_view flag) const
{
    const auto* value = find(flag);
    return value != nullptr ? value->place : "flag -" + std::string(flag);
}

gathered gather(std::span<const std::string> words, const environment& from)
{
    return gatherer(from).run(words);
}

}  // namespace vcenter_connector::config
