#include "vcenter_connector/config/value.hpp"

#include "text_file.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"
#include "vcenter_connector/config/duration.hpp"
#include "vcenter_connector/config/go_flags.hpp"

#include <algorithm>
#include <charconv>

namespace vcenter_connector::config {
namespace {

base::failure wrong(std::string_view found, const std::string& right)
{
    return {base::errc::invalid_argument, "\"" + base::printable(found, 60) + "\" is not " + right};
}

base::result<setting_value> as_boolean(std::string_view text)
{
    setting_value value;
    if (!parse_go_bool(text, value.truth))
        return wrong(text, "a yes or no; write true or false");
    return value;
}

base::result<setting_value> as_integer(const setting& row, std::string_view text)
{
    setting_value value;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value.number);
    if (error != std::errc{} || stop != text.data() + text.size() || value.number < row.least ||
        value.number > row.most)
        return wrong(text,
                     "a whole number from " + std::to_string(row.least) + " to " + std::to_string(row.most));
    return value;
}

base::result<setting_value> as_duration(const setting& row, std::string_view text)
{
    const auto time = parse_duration(text);
    const std::chrono::milliseconds least(row.least);
    const std::chrono::milliseconds most(row.most);
    if (!time || *time < least || *time > most)
        return wrong(text, "a duration from " + duration_text(least) + " to " + duration_text(most) +
                               " with its unit, such as 15s, 1m30s or 500ms");
    setting_value value;
    value.time = *time;
    return value;
}

base::result<setting_value> as_choice(const setting& row, std::string_view text)
{
    std::string list;
    for (auto rest = row.choices; !rest.empty();) {
        const auto bar = std::min(rest.find('|'), rest.size());
        if (rest.substr(0, bar) == text) {
            setting_value value;
            value.text = text;
            return value;
        }
        list += (list.empty() ? "" : bar == rest.size() ? " or " : ", ") + std::string(rest.substr(0, bar));
        rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
    return wrong(text, "one of the choices; write " + list);
}

// RFC 3339 asks for a zone; without one it would be anybody's guess.
bool names_a_zone(std::string_view time)
{
    const auto clock = time.find('T');
    return clock != std::string_view::npos && time.find_first_of("Z+-", clock) != std::string_view::npos;
}

base::result<setting_value> as_beginning(std::string_view text)
{
    using kind = base::starting_point::kind;
    setting_value value;
    if (text == "now" || text == "oldest") {
        value.start.what = text == "now" ? kind::now : kind::oldest;
        return value;
    }
    if (const auto back = parse_duration(text)) {
        value.start = {kind::ago, *back, {}};
        return value;
    }
    const auto time = base::parse_time(text);
    if (!time || !names_a_zone(text))
        return wrong(text,
                     "a beginning; write now, oldest, a duration such as 2h (that long before vCenter's "
                     "present time), or a time such as 2024-05-31T08:00:00Z");
    value.start = {kind::at, {}, *time};
    return value;
}

base::result<setting_value> as_text(const setting& row, std::string_view text)
{
    if (const auto fault = text_fault(text); row.type == setting_type::text && !fault.empty())
        return base::failure(base::errc::invalid_argument, "the value " + fault);
    setting_value value;
    value.text = text;
    return value;
}

}  // namespace

base::result<setting_value> parse_value(const setting& row, std::string_view text)
{
    switch (row.type) {
    case setting_type::boolean: return as_boolean(text);
    case setting_type::integer: return as_integer(row, text);
    case setting_type::duration: return as_duration(row, text);
    case setting_type::choice: return as_choice(row, text);
    case setting_type::beginning: return as_beginning(text);
    case setting_type::text:
    case setting_type::url: break;
    }
    return as_text(row, text);
}

}  // namespace vcenter_connector::config
