// What functions print, for the person who watches local-gateway.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace vcenter_connector::local_gateway {

/// Takes one line, without its line break.
using line_sink = std::function<void(std::string_view line)>;

/// Cuts a stream of bytes into lines `NAME: text` with control characters escaped; a line longer than 8 kB is
/// passed on in pieces. The rest without a line break is passed on by the destructor.
class function_output {
public:
    /// `sink` must outlive this object.
    function_output(std::string name, const line_sink& sink);
    function_output(const function_output&) = delete;
    function_output& operator=(const function_output&) = delete;
    ~function_output();

    /// After the first MiB one line says that the rest is not shown.
    void write(std::string_view bytes);

private:
    void pass_on(std::string_view line) const;

    std::string name_;
    const line_sink& sink_;
    std::string pending_;
    std::size_t seen_ = 0;
};

}  // namespace vcenter_connector::local_gateway
