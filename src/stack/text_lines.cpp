#include "text_lines.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::stack {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool begins_no_character(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

text_lines::text_lines(std::string_view text)
{
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        row next{std::string(text.substr(0, end)), {}};
        for (std::size_t i = 0; i < next.text.size(); ++i)
            if (begins_no_character(next.text[i]))
                next.within.push_back(i);
        rows_.push_back(std::move(next));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string_view text_lines::line(std::size_t number) const noexcept
{
    return number < rows_.size() ? std::string_view(rows_[number].text) : std::string_view();
}

int text_lines::column(std::size_t number, std::size_t byte) const noexcept
{
    std::size_t within = 0;
    if (number < rows_.size()) {
        const auto& all = rows_[number].within;
        within = static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), byte) - all.begin());
    }
    return static_cast<int>(byte - within) + 1;
}

}  // namespace vcenter_connector::stack
