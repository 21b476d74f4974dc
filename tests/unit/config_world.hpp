// An environment made of two maps, for tests of the configuration.
#pragma once

#include "vcenter_connector/config/load.hpp"

#include "support/catch.hpp"

#include <map>
#include <string>
#include <vector>

namespace config_test {

using namespace vcenter_connector;

class world {
public:
    std::map<std::string, std::string> variables;
    std::map<std::string, std::string> files;
    std::string home = "/home/user";  ///< the variable HOME

    /// Sees later changes of the maps; must not outlive this object.
    config::environment environment() const
    {
        return {[this](const std::string& name) { return variable(name); },
                [this](const std::string& path) { return file(path); }};
    }

    config::accepted accept(const std::vector<std::string>& words) const
    {
        auto outcome = config::load(words, environment());
        if (const auto* wrong = std::get_if<config::refused>(&outcome))
            FAIL(config::refusal_text(wrong->mistakes));
        return std::get<config::accepted>(outcome);
    }

    std::vector<config::mistake> refuse(const std::vector<std::string>& words) const
    {
        auto outcome = config::load(words, environment());
        REQUIRE(std::holds_alternative<config::refused>(outcome));
        return std::get<config::refused>(outcome).mistakes;
    }

private:
    std::optional<std::string> variable(const std::string& name) const
    {
        if (name == "HOME" && !home.empty())
            return home;
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    }

    base::result<std::string> file(const std::string& path) const
    {
        const auto found = files.find(path);
        if (found == files.end())
            return base::failure(base::errc::unreadable_file, path + ": there is no such file");
        return found->second;
    }
};

inline std::string user_of(const base::credentials_provider& provider)
{
    const auto found = provider();
    return found ? found->user + ":" + std::string(found->password.reveal())
                 : "failed: " + found.error().detail;
}

inline std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace config_test
