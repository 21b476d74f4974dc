// The commands that read a vCenter, against scripted peers.
#pragma once

#include "support/connector_run.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace vcenter_connector::test {

struct command_world : scripted_world {
    explicit command_world(vcenter_options options = {}, gateway_options gateway_with = {})
        : scripted_world(std::move(options), std::move(gateway_with))
    {
    }

    variables environment() const
    {
        auto with = login_of(login_.user, login_.password);
        with["GOVC_URL"] = vcenter_url_;
        with["gateway_url"] = gateway_url_;
        return with;
    }
    words line(words arguments) const
    {
        arguments.insert(arguments.begin(), connector_program);
        return arguments;
    }
    finished_process command(words arguments) const
    {
        return run_process(line(std::move(arguments)), environment());
    }
    child_process start(words arguments) const
    {
        return child_process(line(std::move(arguments)), environment());
    }
    void set_vcenter_url(std::string url) { vcenter_url_ = std::move(url); }

private:
    vcenter_options login_ = vcenter.with([](vcenter_model& model) { return model.options(); });
    std::string vcenter_url_ = vcenter.url();
    std::string gateway_url_ = gateway.url();
};

/// The lines of `output` that are JSON objects.
inline std::vector<rapidjson::Document> json_lines(const std::string& output)
{
    std::istringstream lines(output);
    std::vector<rapidjson::Document> all;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] != '{')
            continue;
        all.emplace_back().Parse(line.c_str());
        REQUIRE(all.back().IsObject());
    }
    return all;
}

/// The lines that contain `text`.
inline std::size_t lines_with(const std::string& output, const std::string& text)
{
    std::istringstream lines(output);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);)
        count += line.find(text) != std::string::npos ? 1U : 0U;
    return count;
}

}  // namespace vcenter_connector::test
