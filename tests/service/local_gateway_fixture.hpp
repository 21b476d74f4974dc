// local-gateway as its users run it.
#pragma once

#include "support/background.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/raw_connection.hpp"

#include <charconv>
#include <memory>
#include <string>
#include <vector>

namespace support {

inline const std::string local_gateway_program = VC_BINARY_DIR "/local-gateway";

class local_gateway {
public:
    /// `functions` are the entries below `functions:`, indented by two. Their handler folder is that of the stack file.
    explicit local_gateway(const std::string& functions, std::vector<std::string> flags = {})
    {
        write_stack(functions);
        flags.insert(flags.begin(), {local_gateway_program, "-listen", "127.0.0.1:0"});
        flags.push_back((folder.path() / "stack.yml").string());
        started_ = std::make_unique<program>(flags);
        REQUIRE(eventually([&] { return started_->output().find("local-gateway ready url=") != std::string::npos; }));
        const auto text = started_->output();
        const std::string_view mark = "url=http://127.0.0.1:";
        const auto at = text.find(mark) + mark.size();
        std::from_chars(text.data() + at, text.data() + text.size(), port);
    }

    void write_stack(const std::string& functions) const
    {
        folder.write("stack.yml", "version: 1.0\nprovider: {name: openfaas}\nfunctions:\n" + functions);
    }

    program& process() { return *started_; }
    bool prints(const std::string& text) const
    {
        return eventually([&] { return started_->output().find(text) != std::string::npos; });
    }
    bool logs(const std::string& text) const
    {
        return eventually([&] { return started_->errors().find(text) != std::string::npos; });
    }

    temporary_folder folder;
    std::uint16_t port = 0;

private:
    std::unique_ptr<program> started_;
};

}  // namespace support
