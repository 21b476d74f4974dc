#include "vcenter_connector/events/attributes.hpp"

#include "attribute_readers.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace vcenter_connector::events {
namespace {

struct attribute {
    attribute_row row;
    attribute_source source;
};

constexpr attribute known[] = {
#include "attributes.inc"
};

}  // namespace

std::span<const attribute_row> attribute_table() noexcept
{
    static constexpr auto rows = [] {
        std::array<attribute_row, std::size(known)> all{};
        std::transform(std::begin(known), std::end(known), all.begin(),
                       [](const attribute& a) { return a.row; });
        return all;
    }();
    return rows;
}

std::span<const std::string_view> attributes_always_there() noexcept
{
    static constexpr auto always = [](const attribute& a) { return a.row.always; };
    static constexpr auto names = [] {
        std::array<std::string_view, std::count_if(std::begin(known), std::end(known), always)> all{};
        std::size_t size = 0;
        for (const auto& a : known)
            if (a.row.always)
                all[size++] = a.row.name;
        return all;
    }();
    return names;
}

std::optional<cesql::value> event_attributes::find(std::string_view name) const
{
    for (const auto& a : known)
        if (a.row.name == name)
            return a.source.read({event_, origin_, a.source});
    return std::nullopt;
}

}  // namespace vcenter_connector::events
