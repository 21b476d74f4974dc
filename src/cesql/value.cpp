#include "vcenter_connector/cesql/value.hpp"

#include "vcenter_connector/base/text.hpp"

#include <charconv>
#include <optional>

namespace vcenter_connector::cesql {
namespace {

std::optional<std::int32_t> read_integer(std::string_view text) noexcept
{
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-'))
            return std::nullopt;
    }
    std::int32_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, number);
    if (fault != std::errc{} || stop != end)
        return std::nullopt;
    return number;
}

struct to_boolean {
    cast_result operator()(bool v) const { return {v, true}; }
    cast_result operator()(std::int32_t v) const { return {v != 0, true}; }
    cast_result operator()(const std::string& v) const
    {
        const bool yes = base::iequals(v, "true");
        return {yes, yes || base::iequals(v, "false")};
    }
};

struct to_integer {
    cast_result operator()(bool v) const { return {std::int32_t{v}, true}; }
    cast_result operator()(std::int32_t v) const { return {v, true}; }
    cast_result operator()(const std::string& v) const
    {
        const auto number = read_integer(v);
        return {number.value_or(0), number.has_value()};
    }
};

struct to_string {
    cast_result operator()(bool v) const { return {std::string(v ? "true" : "false"), true}; }
    cast_result operator()(std::int32_t v) const { return {std::to_string(v), true}; }
    cast_result operator()(const std::string& v) const { return {v, true}; }
};

}  // namespace

type type_of(const value& v) noexcept
{
    switch (v.index()) {
    case 0: return type::boolean;
    case 1: return type::integer;
    default: return type::string;
    }
}

value zero_of(type t)
{
    switch (t) {
    case type::boolean: return false;
    case type::integer: return std::int32_t{0};
    case type::string: break;
    }
    return std::string();
}

cast_result cast(const value& v, type to)
{
    switch (to) {
    case type::boolean: return std::visit(to_boolean{}, v);
    case type::integer: return std::visit(to_integer{}, v);
    case type::string: break;
    }
    return std::visit(to_string{}, v);
}

}  // namespace vcenter_connector::cesql
