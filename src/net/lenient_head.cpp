#include "lenient_head.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <vector>

namespace vcenter_connector::net {
namespace {

// Beast throws on values of 64 kB.
constexpr std::size_t longest_value = 60U << 10U;
constexpr std::size_t longest_name = 1U << 10U;
constexpr std::string_view protocol = "HTTP/";

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

constexpr bool is_control(char c) noexcept
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
}

constexpr bool is_token(char c) noexcept
{
    constexpr std::string_view separators = "\"(),/:;<=>?@[\\]{}";
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
           separators.find(c) == std::string_view::npos;
}

std::string_view after_blank_lines(std::string_view text) noexcept
{
    const auto begin = text.find_first_not_of("\r\n");
    return text.substr(std::min(begin, text.size()));
}

// The next line without its end, which is taken from `rest`.
std::string_view next_line(std::string_view& rest) noexcept
{
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

// The same, with a line that does not end with CRLF as one that no strict line can be.
std::string_view strict_line(std::string_view& rest) noexcept
{
    const auto size = rest.size();
    const auto line = next_line(rest);
    return size - rest.size() == line.size() + 2 ? line : std::string_view("\n");
}

struct status_line {
    bool old = false;  // HTTP/1.0
    unsigned status = 0;
};

// Whatever stands behind the three digits: a blank and a reason, or nothing.
status_line read_status(std::string_view text) noexcept
{
    if (!text.starts_with(protocol))
        return {};
    text.remove_prefix(protocol.size());
    const auto blank = text.find_first_of(" \r\n");
    if (blank == std::string_view::npos || text[blank] != ' ' || !text.starts_with('1'))
        return {};
    status_line line{text.substr(0, blank) == "1.0"};
    text = text.substr(std::min(text.find_first_not_of(' ', blank), text.size()));
    constexpr std::string_view behind = " \t\r\n";
    if (text.size() < 4 || !std::all_of(text.begin(), text.begin() + 3, is_digit) ||
        behind.find(text[3]) == std::string_view::npos)
        return {};
    for (const char c : text.substr(0, 3))
        line.status = line.status * 10 + static_cast<unsigned>(c - '0');
    return line;
}

enum class framing { none, strict, lenient };

framing framing_of(std::string_view name, std::string_view value) noexcept
{
    value = base::trim(value);
    if (base::iequals(name, "Content-Length"))
        return !value.empty() && std::all_of(value.begin(), value.end(), is_digit) ? framing::strict
                                                                                   : framing::lenient;
    if (base::iequals(name, "Transfer-Encoding"))
        return base::iequals(value, "chunked") ? framing::strict : framing::lenient;
    return framing::none;
}

bool is_strict_status_line(std::string_view line) noexcept
{
    return line.size() >= 13 && line.starts_with("HTTP/1.") && is_digit(line[7]) && line[8] == ' ' &&
           std::all_of(line.begin() + 9, line.begin() + 12, is_digit) && line[12] == ' ' &&
           std::none_of(line.begin() + 13, line.end(), is_control);
}

// Without a look at what headers mean.
bool is_strict_header(std::string_view line, std::size_t colon) noexcept
{
    return colon != std::string_view::npos && colon > 0 && colon <= longest_name &&
           line.size() - colon < longest_value && std::all_of(line.begin(), line.begin() + colon, is_token) &&
           std::none_of(line.begin() + colon, line.end(), is_control);
}

bool ends_chunked(std::string_view codings) noexcept
{
    const auto last = codings.substr(codings.rfind(',') + 1);
    return base::iequals(base::trim(last), "chunked");
}

class rewriter {
public:
    explicit rewriter(std::size_t size) { out_.reserve(size + 64); }

    void status(const status_line& line)
    {
        out_ = line.old ? "HTTP/1.0 " : "HTTP/1.1 ";
        out_ += std::to_string(1000 + line.status).substr(1) + " \r\n";
    }

    // A line that begins with a blank goes on with the one before: RFC 9112, section 5.2.
    void line(std::string_view text)
    {
        if (!text.empty() && is_blank(text.front())) {
            value_.append(" ").append(base::trim(text));
            return;
        }
        finish();
        const auto colon = text.find(':');
        name_ = base::trim(text.substr(0, colon));
        if (colon == std::string_view::npos)
            out_.append(text).append("\r\n");
        if (colon == std::string_view::npos || !std::all_of(name_.begin(), name_.end(), is_token))
            name_ = {};
        else
            value_ = base::trim(text.substr(colon + 1));
    }

    std::string end()
    {
        finish();
        if (chunked_)
            out_ += "Transfer-Encoding: chunked\r\n";
        else
            for (const auto& each : lengths_)
                out_.append("Content-Length: ").append(each).append("\r\n");
        return out_ += "\r\n";
    }

private:
    void finish()
    {
        if (name_.empty() || name_.size() > longest_name || value_.size() >= longest_value)
            return;
        std::replace_if(value_.begin(), value_.end(), is_control, ' ');
        if (base::iequals(name_, "Content-Length"))
            lengths(value_);
        else if (base::iequals(name_, "Transfer-Encoding"))
            chunked_ = chunked_ || ends_chunked(value_);
        else
            out_.append(name_).append(": ").append(value_).append("\r\n");
    }

    void lengths(std::string_view list)
    {
        for (const auto& each : base::split_list(list))
            if (std::find(lengths_.begin(), lengths_.end(), each) == lengths_.end())
                lengths_.push_back(each);
    }

    std::string out_;
    std::string_view name_;
    std::string value_;
    std::vector<std::string> lengths_;
    bool chunked_ = false;
};

}  // namespace

std::size_t head_length(std::string_view text) noexcept
{
    const auto begin = text.size() - after_blank_lines(text).size();
    for (auto end = text.find('\n', begin); end != std::string_view::npos; end = text.find('\n', end + 1)) {
        const auto next = text.substr(end + 1, 2);
        if (next.starts_with('\n'))
            return end + 2;
        if (next == "\r\n")
            return end + 3;
    }
    return 0;
}

bool begins_like_answer(std::string_view text) noexcept
{
    text = after_blank_lines(text).substr(0, protocol.size());
    return text == protocol.substr(0, text.size());
}

unsigned arrived_status(std::string_view text) noexcept
{
    return read_status(after_blank_lines(text)).status;
}

bool is_strict(std::string_view head) noexcept
{
    if (!is_strict_status_line(strict_line(head)))
        return false;
    unsigned framings = 0;
    while (!head.empty()) {
        const auto line = strict_line(head);
        if (line.empty())
            return head.empty() && framings <= 1;
        const auto colon = line.find(':');
        if (!is_strict_header(line, colon))
            return false;
        const auto form = framing_of(line.substr(0, colon), line.substr(colon + 1));
        if (form == framing::lenient)
            return false;
        framings += form == framing::strict ? 1U : 0U;
    }
    return false;
}

std::string strict_head(std::string_view head)
{
    auto rest = after_blank_lines(head);
    const auto status = read_status(rest);
    if (status.status == 0)
        return std::string(head);
    next_line(rest);
    rewriter strict(head.size());
    strict.status(status);
    for (auto line = next_line(rest); !line.empty(); line = next_line(rest))
        strict.line(line);
    return strict.end();
}

}  // namespace vcenter_connector::net
