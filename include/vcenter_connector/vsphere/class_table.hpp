// The data types of the vSphere API that events are made of: event classes, and every type that a member of
// one can hold. Made from the API description that Debian's packages carry; see tools/class_table.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vcenter_connector::vsphere {

enum class value_kind : std::uint8_t {
    text,       ///< xsd:string, an enumeration, a URI
    integer,    ///< xsd:byte, short, int, long
    real,       ///< xsd:float, double
    boolean,    ///< xsd:boolean
    time,       ///< xsd:dateTime
    bytes,      ///< xsd:base64Binary
    reference,  ///< a ManagedObjectReference
    object,     ///< another data type of this table, or one derived from it
    any,        ///< xsd:anyType: what it is says its xsi:type
};

class data_type;

/// A member that a type declares itself.
struct member {
    std::string_view name;  ///< on the wire: `fullFormattedMessage`
    value_kind kind = value_kind::text;
    bool list = false;
    /// Whether an absent one has no value at all: `null` in a payload. Otherwise it has the zero value of its
    /// kind: `""`, 0, false, an object of such values.
    bool nullable = false;
    std::uint16_t type = 0;  ///< of an object: for `data_type`'s constructor
};

/// A row of the table; a number, cheap to copy. All texts are static.
class data_type {
public:
    explicit constexpr data_type(std::uint16_t index) noexcept : index_(index) {}

    constexpr std::uint16_t index() const noexcept { return index_; }
    std::string_view name() const noexcept;
    /// The type that it derives from; empty for one that derives from DynamicData alone (`Event`).
    std::optional<data_type> base() const noexcept;
    /// Those that it declares itself, without those of its bases, in the API's order.
    std::size_t member_count() const noexcept;
    member member_at(std::size_t index) const noexcept;
    /// Whether `ancestor` is this type or one that it derives from.
    bool is(std::string_view ancestor) const noexcept;

    friend bool operator==(data_type, data_type) = default;

private:
    std::uint16_t index_;
};

/// The type of that name; empty when the table does not know it. O(log n).
std::optional<data_type> find_type(std::string_view name) noexcept;

/// Event classes are the types that are an `Event`, that one included, ordered by name (bytes).
std::size_t event_class_count() noexcept;
data_type event_class_at(std::size_t index) noexcept;

}  // namespace vcenter_connector::vsphere
