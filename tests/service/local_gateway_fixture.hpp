// local-gateway as its users run it.
#pragma once

#include "support/catch.hpp"
#include "support/child_process.hpp"
#include "support/raw_connection.hpp"
#include "support/temporary_folder.hpp"
#include "support/wait_until.hpp"

#include <charconv>
#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::test {

inline const std::string local_gateway_program = VC_BINARY_DIR "/local-gateway";

class local_gateway {
public:
    /// `functions` are the entries below `functions:`, indented by two. Their handler folder is that of the
    /// stack file.
    explicit local_gateway(const std::string& functions, std::vector<std::string> flags = {})
    {
        write_stack(functions);
        flags.insert(flags.begin(), {local_gateway_program, "-listen", "127.0.0.1:0"});
        flags.push_back((folder.path() / "stack.yml").string());
        started_ = std::make_unique<child_process>(flags);
        const auto text = started_->wait_for_line("local-gateway ready url=");
        const std::string_view mark = "url=http://127.0.0.1:";
        const auto at = text.find(mark) + mark.size();
        std::from_chars(text.data() + at, text.data() + text.size(), port);
    }

    void write_stack(const std::string& functions) const
    {
        folder.write("stack.yml", "version: 1.0\nprovider: {name: openfaas}\nfunctions:\n" + functions);
    }

    child_process& process() { return *started_; }
    /// Waits for a line, printed or logged, that contains `text`.
    bool says(const std::string& text) { return !started_->wait_for_line(text).empty(); }

    temporary_folder folder;
    std::uint16_t port = 0;

private:
    std::unique_ptr<child_process> started_;
};

}  // namespace vcenter_connector::test
