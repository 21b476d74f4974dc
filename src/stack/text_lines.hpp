// Lines of a text, and columns in characters. Private to src/stack.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::stack {

/// Finding a column takes little time however long the line.
class text_lines {
public:
    text_lines() = default;
    /// A byte order mark at its beginning does not count.
    explicit text_lines(std::string_view text);

    /// Numbered from 0; empty when there is none.
    std::string_view line(std::size_t number) const noexcept;
    /// The column, from 1, of the character at that byte of the line, counted from 0.
    int column(std::size_t number, std::size_t byte) const noexcept;

private:
    struct row {
        std::string text;
        std::vector<std::size_t> within;  // the bytes that begin no character
    };
    std::vector<row> rows_;
};

}  // namespace vcenter_connector::stack
