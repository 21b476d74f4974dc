// The annotations that say what a function wants, and how: one table of them, and their reader.
#pragma once

#include "vcenter_connector/routing/function.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace vcenter_connector::routing {

/// One row. A new annotation is one more row in annotations.cpp.
struct annotation_row {
    std::string_view name;
    std::string_view expected;  ///< what its value may be, as an end of a sentence
    std::string_view meaning;   ///< for the reference page
    std::string_view example;
    std::string_view preset;  ///< what counts without it, for the reference page
};

/// Every annotation there is, in the order of docs/annotations.md. Lives as long as the program.
std::span<const annotation_row> annotation_table() noexcept;

/// Takes one annotation into `f`, and what is wrong with it into `f.mistakes`. Names that are not in the
/// table are passed over, and are mistakes when they begin with `vcenter.` in any case of letters. With a
/// cache, a filter that is in it is not parsed again.
void read_annotation(std::string_view name, std::string_view value, function& f,
                     filter_cache* filters = nullptr);

/// As `read_annotation`, for a value that is no text. `shown`: what it is, as JSON or YAML writes it.
void refuse_annotation(std::string_view name, std::string_view shown, function& f);

}  // namespace vcenter_connector::routing
