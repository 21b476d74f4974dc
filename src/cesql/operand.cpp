#include "operand.hpp"

#include "vcenter_connector/base/text.hpp"

namespace vcenter_connector::cesql {
namespace {

std::string cast_complaint(const value& v, type to)
{
    std::string room;
    const auto shown = "\"" + base::printable(text_of(v, room), 60) + "\"";
    return shown + (to == type::boolean ? " is neither true nor false" : " is not an integer of 32 bits");
}

}  // namespace

value cast_to(type to, const value& v, scope& in)
{
    auto [result, ok] = cast(v, to);
    if (!ok)
        in.fail(error_kind::cast, cast_complaint(v, to));
    return std::move(result);
}

bool boolean_of(const value& v, scope& in)
{
    const auto* known = std::get_if<bool>(&v);
    return known != nullptr ? *known : std::get<bool>(cast_to(type::boolean, v, in));
}

std::int32_t integer_of(const value& v, scope& in)
{
    const auto* known = std::get_if<std::int32_t>(&v);
    return known != nullptr ? *known : std::get<std::int32_t>(cast_to(type::integer, v, in));
}

const std::string& text_of(const value& v, std::string& room)
{
    if (const auto* known = std::get_if<std::string>(&v))
        return *known;
    room = std::get<std::string>(cast(v, type::string).result);
    return room;
}

}  // namespace vcenter_connector::cesql
