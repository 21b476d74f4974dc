// The functions that the language has (section 3.5).
#pragma once

#include "operand.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::cesql {

using values = std::vector<value>;

inline constexpr auto any_number = std::numeric_limits<std::size_t>::max();

struct function {
    std::string_view name;
    std::size_t fewest;
    std::size_t most;  ///< arguments
    type result;
    /// What arguments are cast to; empty: they stay. The last one goes on.
    std::array<std::optional<type>, 3> parameters;
    /// `arguments` have the parameters' types and number.
    value (*run)(const values& arguments, scope& in);

    /// Whether it puts all arguments behind the `fewest` first together; where those are longer than
    /// `max_text_size`, the ones behind need not be given.
    bool joins() const noexcept { return most == any_number; }
};

/// The one of that name, in any case, that takes so many arguments; null when there is none.
const function* find_function(std::string_view name, std::size_t arguments) noexcept;

/// `v` as the argument at `index`.
value argument_for(const function& called, std::size_t index, const value& v, scope& in);

/// Why `find_function` finds none.
std::string missing_function_text(std::string_view name, std::size_t arguments);

}  // namespace vcenter_connector::cesql
