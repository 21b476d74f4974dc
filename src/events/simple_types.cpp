#include "simple_types.hpp"

#include <span>

namespace vcenter_connector::events {
namespace {

using enum vsphere::value_kind;

struct named_kind {
    std::string_view name;
    vsphere::value_kind kind;
};

constexpr named_kind xsd_types[] = {
    {"string", text},           {"int", integer},         {"long", integer},
    {"boolean", boolean},       {"dateTime", time},       {"short", integer},
    {"byte", integer},          {"double", real},         {"float", real},
    {"base64Binary", bytes},    {"anyURI", text},         {"unsignedByte", integer},
    {"unsignedShort", integer}, {"unsignedInt", integer}, {"unsignedLong", integer},
};

constexpr named_kind array_types[] = {
    {"String", text},   {"Int", integer},        {"Long", integer}, {"Boolean", boolean},
    {"DateTime", time}, {"Short", integer},      {"Byte", integer}, {"Double", real},
    {"Float", real},    {"Base64Binary", bytes}, {"AnyURI", text},  {"ManagedObjectReference", reference},
};

std::optional<vsphere::value_kind> find(std::span<const named_kind> table, std::string_view name) noexcept
{
    for (const auto& row : table)
        if (row.name == name)
            return row.kind;
    return std::nullopt;
}

}  // namespace

std::optional<vsphere::value_kind> simple_kind(std::string_view xsd_type) noexcept
{
    return find(xsd_types, xsd_type);
}

std::optional<vsphere::value_kind> simple_array_kind(std::string_view item_type) noexcept
{
    return find(array_types, item_type);
}

}  // namespace vcenter_connector::events
