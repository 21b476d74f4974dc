#include "functions.hpp"

#include "characters.hpp"
#include "vcenter_connector/base/nearest.hpp"

#include <limits>

namespace vcenter_connector::cesql {
namespace {

const std::string& text(const value& v)
{
    return std::get<std::string>(v);
}

std::int32_t number(const value& v)
{
    return std::get<std::int32_t>(v);
}

value length(const values& x, scope& /*in*/)
{
    return static_cast<std::int32_t>(character_count(text(x[0])));
}

// Empty where it would be too long; nothing is built then.
std::string joined(const values& x, std::size_t first, std::string_view delimiter, scope& in)
{
    std::size_t size = x.size() > first + 1 ? (x.size() - first - 1) * delimiter.size() : 0;
    for (std::size_t i = first; i < x.size(); ++i)
        size += text(x[i]).size();
    if (size > max_text_size) {
        in.fail(error_kind::function_evaluation, std::string(first == 0 ? "CONCAT" : "CONCAT_WS") +
                                                     ": the text is longer than " +
                                                     std::to_string(max_text_size) + " bytes");
        return {};
    }
    std::string out;
    out.reserve(size);
    for (std::size_t i = first; i < x.size(); ++i) {
        if (i > first)
            out += delimiter;
        out += text(x[i]);
    }
    return out;
}

value concat(const values& x, scope& in)
{
    return joined(x, 0, {}, in);
}

value concat_ws(const values& x, scope& in)
{
    return joined(x, 1, text(x[0]), in);
}

value lower(const values& x, scope& /*in*/)
{
    return lower_case(text(x[0]));
}

value upper(const values& x, scope& /*in*/)
{
    return upper_case(text(x[0]));
}

value trim(const values& x, scope& /*in*/)
{
    return std::string(trim_white_space(text(x[0])));
}

value left(const values& x, scope& in)
{
    const auto& whole = text(x[0]);
    const auto count = number(x[1]);
    if (count >= 0)
        return whole.substr(0, character_offset(whole, static_cast<std::size_t>(count)));
    in.fail(error_kind::function_evaluation,
            "LEFT takes a length of 0 or more, not " + std::to_string(count));
    return whole;
}

value right(const values& x, scope& in)
{
    const auto& whole = text(x[0]);
    const auto count = number(x[1]);
    if (count < 0) {
        in.fail(error_kind::function_evaluation,
                "RIGHT takes a length of 0 or more, not " + std::to_string(count));
        return whole;
    }
    const auto size = character_count(whole);
    const auto wanted = static_cast<std::size_t>(count);
    return wanted >= size ? whole : whole.substr(character_offset(whole, size - wanted));
}

// Positions count from 1, negative ones from the end; 0 gives nothing.
value part(const std::string& whole, std::int64_t position, std::int64_t length, scope& in)
{
    const auto size = static_cast<std::int64_t>(character_count(whole));
    if (position > size || position < -size || length < 0) {
        in.fail(error_kind::function_evaluation,
                length < 0 ? "SUBSTRING takes a length of 0 or more, not " + std::to_string(length)
                           : "SUBSTRING: the text of " + std::to_string(size) +
                                 " characters has no position " + std::to_string(position));
        return std::string();
    }
    if (position == 0)
        return std::string();
    const auto from = static_cast<std::size_t>(position > 0 ? position - 1 : size + position);
    const auto begin = character_offset(whole, from);
    const auto rest = std::string_view(whole).substr(begin);
    return std::string(rest.substr(0, character_offset(rest, static_cast<std::size_t>(length))));
}

value substring(const values& x, scope& in)
{
    return part(text(x[0]), number(x[1]), std::numeric_limits<std::int32_t>::max(), in);
}

value substring_of_length(const values& x, scope& in)
{
    return part(text(x[0]), number(x[1]), number(x[2]), in);
}

value absolute(const values& x, scope& in)
{
    if (number(x[0]) != std::numeric_limits<std::int32_t>::min())
        return number(x[0]) < 0 ? -number(x[0]) : number(x[0]);
    in.fail(error_kind::math, "ABS(-2147483648) does not fit 32 bits");
    return std::numeric_limits<std::int32_t>::max();
}

template <type To>
value cast_function(const values& x, scope& in)
{
    return cast_to(To, x[0], in);
}

constexpr std::array<std::optional<type>, 3> texts{type::string, type::string, type::string};
constexpr std::array<std::optional<type>, 3> text_and_numbers{type::string, type::integer, type::integer};
constexpr std::array<std::optional<type>, 3> numbers{type::integer, type::integer, type::integer};
constexpr std::array<std::optional<type>, 3> as_they_are{};

constexpr std::array table{
    function{"LENGTH", 1, 1, type::integer, texts, length},
    function{"CONCAT", 0, any_number, type::string, texts, concat},
    function{"CONCAT_WS", 1, any_number, type::string, texts, concat_ws},
    function{"LOWER", 1, 1, type::string, texts, lower},
    function{"UPPER", 1, 1, type::string, texts, upper},
    function{"TRIM", 1, 1, type::string, texts, trim},
    function{"LEFT", 2, 2, type::string, text_and_numbers, left},
    function{"RIGHT", 2, 2, type::string, text_and_numbers, right},
    function{"SUBSTRING", 2, 2, type::string, text_and_numbers, substring},
    function{"SUBSTRING", 3, 3, type::string, text_and_numbers, substring_of_length},
    function{"ABS", 1, 1, type::integer, numbers, absolute},
    function{"INT", 1, 1, type::integer, as_they_are, cast_function<type::integer>},
    function{"BOOL", 1, 1, type::boolean, as_they_are, cast_function<type::boolean>},
    function{"STRING", 1, 1, type::string, as_they_are, cast_function<type::string>},
};

constexpr auto names = [] {
    std::array<std::string_view, table.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = table[i].name;
    return all;
}();

// SUBSTRING stands twice in the table.
std::string listed_names()
{
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (i == 0 || names[i] != names[i - 1])
            out += (i == 0 ? "" : ", ") + std::string(names[i]);
    return out;
}

}  // namespace

const function* find_function(std::string_view name, std::size_t arguments) noexcept
{
    for (const auto& f : table)
        if (base::iequals(f.name, name) && f.fewest <= arguments && arguments <= f.most)
            return &f;
    return nullptr;
}

value argument_for(const function& called, std::size_t index, const value& v, scope& in)
{
    const auto& to = called.parameters[std::min(index, called.parameters.size() - 1)];
    return to ? cast_to(*to, v, in) : v;
}

std::string missing_function_text(std::string_view name, std::size_t arguments)
{
    for (const auto& f : table)
        if (base::iequals(f.name, name))
            return std::string(f.name) + " does not take " + std::to_string(arguments) +
                   (arguments == 1 ? " argument" : " arguments");
    const auto what = "there is no function \"" + base::printable(name, 60) + "\"; ";
    const auto near = base::nearest(upper_case(name), names);
    return what + (near.empty() ? "there are " + listed_names() : "did you mean " + std::string(near) + "?");
}

}  // namespace vcenter_connector::cesql
