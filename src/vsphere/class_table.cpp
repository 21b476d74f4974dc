#include "vcenter_connector/vsphere/class_table.hpp"

#include <iterator>

namespace vcenter_connector::vsphere {
namespace {

using enum value_kind;

constexpr std::uint16_t none = 65535;
constexpr std::uint8_t many = 0x10;
constexpr std::uint8_t null = 0x20;

struct type_row {
    std::uint16_t base;
    std::uint16_t members;  // the first of them; the next row's are where they end
};

// A kind with flags: `text | many | null`.
struct member_form {
    std::uint8_t bits;
    constexpr member_form(value_kind kind) noexcept : bits(static_cast<std::uint8_t>(kind)) {}
};

constexpr member_form operator|(member_form form, std::uint8_t flag) noexcept
{
    form.bits = static_cast<std::uint8_t>(form.bits | flag);
    return form;
}

constexpr member_form operator|(value_kind kind, std::uint8_t flag) noexcept
{
    return member_form(kind) | flag;
}

struct member_row {
    std::uint16_t name;
    std::uint16_t type;
    member_form form;
};

#include "class_table.inc"

constexpr std::size_t type_count = std::size(type_rows) - 1;
static_assert(sizeof(member_row) == 6);

constexpr std::string_view text_at(const char* pool, const std::uint16_t* places, std::size_t index) noexcept
{
    return {pool + places[index], std::size_t(places[index + 1] - places[index])};
}

constexpr std::string_view type_name_at(std::size_t index) noexcept
{
    return text_at(type_names, type_name_places, index);
}

constexpr bool in_order() noexcept
{
    for (std::size_t i = 1; i < type_count; ++i)
        if (type_name_at(i - 1) >= type_name_at(i))
            return false;
    return true;
}
static_assert(in_order(), "types are found by binary search");

}  // namespace

std::string_view data_type::name() const noexcept
{
    return type_name_at(index_);
}

std::optional<data_type> data_type::base() const noexcept
{
    const auto base = type_rows[index_].base;
    return base == none ? std::nullopt : std::optional(data_type(base));
}

std::size_t data_type::member_count() const noexcept
{
    return std::size_t(type_rows[index_ + 1].members - type_rows[index_].members);
}

member data_type::member_at(std::size_t index) const noexcept
{
    const auto& row = member_rows[type_rows[index_].members + index];
    member m;
    m.name = text_at(member_names, member_name_places, row.name);
    m.kind = static_cast<value_kind>(row.form.bits & 0xFU);
    m.list = (row.form.bits & many) != 0;
    m.nullable = (row.form.bits & null) != 0;
    m.type = row.type;
    return m;
}

bool data_type::is(std::string_view ancestor) const noexcept
{
    for (auto each = index_; each != none; each = type_rows[each].base)
        if (type_name_at(each) == ancestor)
            return true;
    return false;
}

std::optional<data_type> find_type(std::string_view name) noexcept
{
    std::size_t low = 0;
    std::size_t high = type_count;
    while (low < high) {
        const auto middle = (low + high) / 2;
        const auto order = type_name_at(middle).compare(name);
        if (order == 0)
            return data_type(static_cast<std::uint16_t>(middle));
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return std::nullopt;
}

std::size_t event_class_count() noexcept
{
    return std::size(event_classes);
}

data_type event_class_at(std::size_t index) noexcept
{
    return data_type(event_classes[index]);
}

}  // namespace vcenter_connector::vsphere
