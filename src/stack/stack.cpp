#include "vcenter_connector/stack/stack.hpp"

#include "vcenter_connector/base/text.hpp"
#include "yaml_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vcenter_connector::stack {
namespace {

// What stack.yml may hold for other tools; https://docs.openfaas.com/reference/yaml/
constexpr std::array<std::string_view, 10> unused_keys{
    "lang",          "limits",        "requests",
    "skip_build",    "constraints",   "build_args",
    "build_options", "registry_auth", "readonly_root_filesystem",
    "platforms"};

bool is_dns_label(std::string_view text) noexcept
{
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= 63 && plain(text.front()) && plain(text.back()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return plain(c) || c == '-'; });
}

class stack_reader {
public:
    stack_reader(const std::string& file, parsed_stack& out) : yaml_(file, out.found), out_(out) {}

    void read(const std::string& text)
    {
        const auto root = yaml_.load(text);
        if (!root)
            return;
        bool has_functions = false;
        yaml_.each(*root, "the file",
                   [&](const std::string& key, const YAML::Node& at, const YAML::Node& value) {
                       if (key == "provider")
                           provider(value);
                       else if (key == "functions")
                           has_functions = functions(value);
                       else if (key != "version" && key != "configuration")
                           yaml_.warn(at, "unknown key '" + key +
                                              "'; known are version, provider, functions, configuration");
                   });
        if (!has_functions)
            yaml_.mistake(*root, "no functions; expected 'functions:' with one entry per function");
    }

private:
    void provider(const YAML::Node& node)
    {
        yaml_.each(node, "provider",
                   [&](const std::string& key, const YAML::Node& at, const YAML::Node& value) {
                       const auto name = key == "name" ? yaml_.text(value, "provider.name") : "openfaas";
                       if (name != "openfaas")
                           yaml_.mistake(yaml_.place_of(at, value),
                                         "provider '" + name + "' is not served here; expected openfaas");
                   });
    }

    bool functions(const YAML::Node& node)
    {
        const auto before = out_.functions.size();
        yaml_.each(
            node, "functions", [&](const std::string& name, const YAML::Node& at, const YAML::Node& value) {
                function f;
                f.where = yaml_.place_of(at);
                f.name = name;
                if (!is_dns_label(name))
                    yaml_.mistake(at, "'" + name +
                                          "' cannot be a function's name; expected lower-case letters, "
                                          "digits and '-', at most 63");
                yaml_.each(value, "function " + name,
                           [&](const std::string& key, const YAML::Node& key_at, const YAML::Node& v) {
                               function_key(f, key, key_at, v);
                           });
                out_.functions.push_back(std::move(f));
            });
        return !node.IsMap() || out_.functions.size() > before;
    }

    void function_key(function& f, const std::string& key, const YAML::Node& at, const YAML::Node& value)
    {
        if (key == "handler")
            f.handler = yaml_.text(value, key);
        else if (key == "image")
            f.image = yaml_.text(value, key);
        else if (key == "fprocess")
            f.fprocess = {yaml_.text(value, key), yaml_.place_of(at, value)};
        else if (key == "environment")
            f.environment = yaml_.variables(value, key);
        else if (key == "environment_file")
            f.environment_files = yaml_.list(value, key);
        else if (key == "labels")
            f.labels = yaml_.map(value, key);
        else if (key == "annotations")
            f.annotations = yaml_.map(value, key);
        else if (key == "namespace")
            name_space(f, value);
        else if (key == "secrets")
            secrets(f, value);
        else if (std::find(unused_keys.begin(), unused_keys.end(), key) == unused_keys.end())
            unknown_key(f, key, at, value);
    }

    void unknown_key(function& f, const std::string& key, const YAML::Node& at, const YAML::Node& value)
    {
        f.unknown[key] = yaml_.value(at, value, key, true);
        yaml_.warn(at, "unknown key '" + key + "' in function " + f.name + " is ignored");
    }

    void name_space(function& f, const YAML::Node& value)
    {
        const auto text = yaml_.text(value, "namespace");
        if (text.empty())
            return;
        if (!is_dns_label(text))
            yaml_.mistake(value, "'" + text +
                                     "' cannot be a namespace; expected lower-case letters, digits and '-'");
        f.name_space = text;
    }

    void secrets(function& f, const YAML::Node& value)
    {
        for (auto& each : yaml_.list(value, "secrets")) {
            if (each.value.empty() || each.value.front() == '.' || each.value.find('/') != std::string::npos)
                yaml_.mistake(each.where,
                              "'" + each.value + "' cannot be a secret's name; expected a file name");
            f.secrets.push_back(std::move(each.value));
        }
    }

    yaml_reader yaml_;
    parsed_stack& out_;
};

}  // namespace

std::string_view function::setting(const std::string& variable) const
{
    const auto found = environment.find(variable);
    return found == environment.end() ? std::string_view() : std::string_view(found->second.value);
}

place place_in(const located& value, std::size_t offset)
{
    auto where = value.where;
    if (value.first_column > 0 && where.line > 0)
        where.column =
            value.first_column +
            static_cast<int>(base::character_count(std::string_view(value.value).substr(0, offset)));
    return where;
}

parsed_stack parse_stack(const std::string& text, const std::string& file)
{
    parsed_stack out;
    stack_reader(file, out).read(text);
    return out;
}

located_map parse_environment(const std::string& text, const std::string& file, problems& found)
{
    located_map out;
    yaml_reader yaml(file, found);
    const auto root = yaml.load(text);
    if (!root)
        return out;
    yaml.each(*root, "the file", [&](const std::string& key, const YAML::Node& at, const YAML::Node& value) {
        if (key == "environment")
            out = yaml.variables(value, key);
        else
            yaml.warn(at, "unknown key '" + key + "' is ignored; expected 'environment'");
    });
    return out;
}

}  // namespace vcenter_connector::stack
