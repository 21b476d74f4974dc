// How far a long piece of work has got, on standard error.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <string>

namespace vcenter_connector::commands {

/// On a terminal one line that is written over, from two seconds after the beginning on; elsewhere a line
/// every ten seconds.
class progress_line {
public:
    progress_line(base::steady_time began, bool terminal) noexcept;

    /// Call it about once a second. `text`: printable, one line.
    void show(const std::string& text, base::steady_time now);
    /// Takes it away, before something else is written or at the end.
    void clear();

    /// What `show` would write, empty when it is not yet time; for tests.
    std::string next(const std::string& text, base::steady_time now);

private:
    base::steady_time next_;
    bool terminal_;
    bool shown_ = false;
};

/// Whether standard error is a terminal.
bool stderr_is_terminal() noexcept;

}  // namespace vcenter_connector::commands
