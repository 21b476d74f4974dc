// Results of commands, to standard output, whose reader may be slow or leave at any time.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/timers.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string_view>

namespace vcenter_connector::commands {

/// The descriptor is left as it is: others may share it. SIGPIPE must be ignored. To a terminal control
/// characters go as `base::printable` shows them, line breaks excepted; everything else gets every byte.
class standard_output {
public:
    /// `timers` must outlive this object.
    explicit standard_output(net::timers& timers, int descriptor = 1);

    /// Writes all of it, and lets others run while the reader is slow; `stop` ends that. Errors:
    /// `connection_closed` when the reader is gone, `aborted` after `stop`, else the system's; whatever comes
    /// after an error is not written.
    boost::asio::awaitable<base::result<void>> write(std::string_view text);
    void stop() noexcept { stopped_ = true; }

    /// Whether the reader of a pipe has gone; nothing needs to be written to notice.
    bool reader_gone() const noexcept;

private:
    bool writable() const noexcept;

    net::timers& timers_;
    std::unique_ptr<net::alarm> alarm_;
    int descriptor_;
    bool stopped_ = false;
};

/// For a result that is short or the last thing that happens: writes all of it at once, to a terminal as
/// above. Gives the exit
/// status: 0, also when the reader has gone; 1, and a complaint on standard error, when it cannot be written.
int print_result(std::string_view text);

}  // namespace vcenter_connector::commands
