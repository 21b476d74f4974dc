// Values of the CloudEvents SQL expression language (CESQL 1.0, section 3.1) and their casts (3.6).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace vcenter_connector::cesql {

enum class type { boolean, integer, string };

using value = std::variant<bool, std::int32_t, std::string>;

type type_of(const value& v) noexcept;

/// `false`, 0, `''`.
value zero_of(type t);

/// What is left of a value in another type; `ok` is false where the specification has a CastError, and then
/// `result` is the zero value.
struct cast_result {
    value result;
    bool ok = true;
};
cast_result cast(const value& v, type to);

}  // namespace vcenter_connector::cesql
