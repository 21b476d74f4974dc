// Where in a file something is, and what is wrong there.
#pragma once

#include <string>
#include <vector>

namespace vcenter_connector::stack {

struct place {
    std::string file;
    int line = 0;    ///< from 1; 0: the file as a whole
    int column = 0;  ///< in characters from 1; 0: unknown
};

struct problem {
    place where;
    std::string text;      ///< what is wrong and what would be right
    bool warning = false;  ///< it can be gone on with

    /// `file:line:column: text`, as compilers write it; control characters escaped.
    std::string message() const;
};

using problems = std::vector<problem>;

bool has_mistake(const problems& found) noexcept;

}  // namespace vcenter_connector::stack
