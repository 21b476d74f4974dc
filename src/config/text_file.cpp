#include "text_file.hpp"

#include "vcenter_connector/base/text.hpp"

#include <boost/locale/encoding_utf.hpp>

#include <algorithm>
#include <optional>

namespace vcenter_connector::config {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

std::optional<std::string> from_utf16(std::string_view bytes, bool big_endian)
{
    if (bytes.size() % 2 != 0)
        return std::nullopt;
    std::u16string units;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        units += static_cast<char16_t>(big_endian ? first << 8 | second : second << 8 | first);
    }
    try {
        return boost::locale::conv::utf_to_utf<char>(units, boost::locale::conv::stop);
    } catch (const boost::locale::conv::conversion_error&) {
        return std::nullopt;
    }
}

std::optional<std::string> decoded(std::string bytes)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return from_utf16(std::string_view(bytes).substr(2), bytes[0] == '\xFE');
    if (bytes.starts_with(utf8_mark))
        bytes.erase(0, utf8_mark.size());
    return bytes;
}

bool is_control(char c) noexcept
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
}

}  // namespace

std::string_view bare(std::string_view text) noexcept
{
    constexpr std::string_view line_ends = "\r\n";
    if (text.starts_with(utf8_mark))
        text.remove_prefix(utf8_mark.size());
    const auto first = std::min(text.find_first_not_of(line_ends), text.size());
    return text.substr(first, text.find_last_not_of(line_ends) + 1 - first);
}

std::string text_fault(std::string_view text)
{
    if (std::any_of(text.begin(), text.end(), is_control))
        return "holds a control character or line break";
    if (base::valid_utf8(text) != text)
        return "is not text in UTF-8";
    return {};
}

base::result<std::string> read_text(const environment& from, const std::string& path)
{
    auto bytes = from.read_file(path);
    if (!bytes)
        return bytes.error();
    const auto wrong = [&](const char* what) {
        return base::failure(base::errc::unreadable_file,
                             base::printable(path) + " " + what + "; save it as text in UTF-8");
    };
    auto text = decoded(std::move(*bytes));
    if (!text || base::valid_utf8(*text) != *text)
        return wrong("is in another encoding than UTF-8 and UTF-16, perhaps Latin-1 or Windows-1252");
    if (text->find('\0') != std::string::npos)
        return wrong("holds a NUL byte: it is binary, or UTF-16 without a byte order mark");
    return std::move(*text);
}

}  // namespace vcenter_connector::config
