#include "vcenter_connector/config/settings_file.hpp"

#include "yaml_documents.hpp"
#include "yaml_syntax.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace vcenter_connector::config {
namespace {

class reader {
public:
    reader(const std::string& text, std::string path) : text_(text), path_(std::move(path)) {}

    settings_file run()
    {
        try {
            // An end mark of our own: yaml-cpp takes a quote that is never closed for one that ends with the
            // text, with all settings below it inside, but refuses an end mark within quotes.
            const auto documents = load_documents(text_ + "\n...\n");
            if (documents.second)
                out_.mistakes.push_back(
                    {place(*documents.second), "a second document; a file of settings is a single one"});
            top(documents.first);
        } catch (const YAML::Exception& e) {
            // The parser tells where it gave up. The cause is more often a value that needs quotes, further
            // up.
            if (const auto found = first_misreading(text_))
                out_.mistakes.push_back({place(found->line, found->column), "not YAML: " + found->why});
            else
                out_.mistakes.push_back({place(e.mark), "not YAML: " + reason_of(e)});
        }
        return std::move(out_);
    }

private:
    static std::string reason_of(const YAML::Exception& e)
    {
        if (e.msg == YAML::ErrorMsg::DOC_IN_SCALAR)
            return "a quote is opened and never closed";
        // What follows the colon repeats the text, which may be a secret.
        return base::printable(e.msg.substr(0, e.msg.find(':'))) +
               "; a value with signs in it has to stand in single quotes";
    }

    void top(const YAML::Node& root)
    {
        if (root.IsNull())
            return;
        if (!root.IsMap())
            return wrong(root, "the file has to be a map of sections and settings, such as \"vcenter:\"");
        std::set<std::string> seen;
        for (const auto& entry : root) {
            if (!new_key(entry.first, seen))
                continue;
            const auto& name = entry.first.Scalar();
            const auto group = std::find_if(all_setting_groups.begin(), all_setting_groups.end(),
                                            [&](setting_group g) { return section_of(g) == name; });
            if (group != all_setting_groups.end())
                section(*group, entry.second);
            else
                value(setting_group::general, entry.first, entry.second);
        }
    }

    void section(setting_group group, const YAML::Node& node)
    {
        if (node.IsNull())
            return;
        if (!node.IsMap())
            return wrong(node, std::string(section_of(group)) +
                                   " is a section: its settings stand below it, indented");
        std::set<std::string> seen;
        for (const auto& entry : node)
            if (new_key(entry.first, seen))
                value(group, entry.first, entry.second);
    }

    bool new_key(const YAML::Node& key, std::set<std::string>& seen)
    {
        if (!key.IsScalar()) {
            wrong(key, "a key has to be a plain word");
            return false;
        }
        if (!seen.insert(key.Scalar()).second) {
            wrong(key, "\"" + base::printable(key.Scalar(), 60) + "\" is written twice");
            return false;
        }
        return true;
    }

    void value(setting_group group, const YAML::Node& key, const YAML::Node& node)
    {
        const auto table = settings_table();
        const auto row = std::find_if(table.begin(), table.end(), [&](const setting& s) {
            return s.group == group && s.sources == setting_sources::all && s.key == key.Scalar();
        });
        if (row == table.end())
            return unknown(group, key);
        const auto raw = after(key);
        if (!node.IsScalar() && !node.IsNull())
            return wrong(node, key_of(*row) + " takes a single value, not a list or map" +
                                   (base::trim(raw).empty() ? "" : "; a text has to be quoted: '...'"));
        if (const auto why = misreading(*row, raw, node); !why.empty())
            return wrong(node.IsNull() ? key : node, why);
        if (!node.IsNull())
            out_.values.push_back({&*row, node.Scalar(), place(node.Mark())});
    }

    // What stands on the key's line after its colon.
    std::string_view after(const YAML::Node& key) const
    {
        const auto from = text_.find(':', static_cast<std::size_t>(key.Mark().pos));
        const auto begin = std::min(from, text_.size() - 1) + 1;
        return std::string_view(text_).substr(begin, text_.find('\n', begin) - begin);
    }

    void unknown(setting_group group, const YAML::Node& key)
    {
        // "password:secret" without a blank is one word to YAML.
        const auto name = key.Scalar().substr(0, key.Scalar().find(':'));
        if (name != key.Scalar())
            return wrong(key, "a blank is missing behind the colon of " + base::in_quotes(name, 60));
        std::string text = "unknown key \"" + base::printable(name, 60) + "\"";
        if (const auto near = suggestion(group, name); !near.empty())
            text += "; did you mean " + near + "?";
        wrong(key, text);
    }

    // The nearest key that can stand here, or the key of a flag whose name was written in place of its key.
    static std::string suggestion(setting_group group, const std::string& name)
    {
        if (const auto* flag = find_setting(name); flag != nullptr)
            return key_of(*flag);
        std::vector<std::string_view> known;
        if (group == setting_group::general)
            for (const auto g : all_setting_groups)
                known.push_back(section_of(g));
        for (const auto& row : settings_table())
            if (row.group == group && row.sources == setting_sources::all)
                known.push_back(row.key);
        return std::string(base::nearest(name, known));
    }

    void wrong(const YAML::Node& where, std::string text)
    {
        out_.mistakes.push_back({place(where.Mark()), std::move(text)});
    }

    std::string place(const YAML::Mark& mark) const
    {
        if (mark.is_null())
            return path_;
        return place(static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column));
    }

    // Both counted from 0.
    std::string place(std::size_t line, std::size_t column) const
    {
        return path_ + ":" + std::to_string(line + 1) + ":" + std::to_string(column + 1);
    }

    const std::string& text_;
    std::string path_;
    settings_file out_;
};

}  // namespace

settings_file parse_settings_file(const std::string& text, const std::string& path)
{
    return reader(text, path).run();
}

}  // namespace vcenter_connector::config
