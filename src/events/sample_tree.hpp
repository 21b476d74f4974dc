// A tree of members that can still be changed.
#pragma once

#include "vcenter_connector/vsphere/class_table.hpp"
#include "vcenter_connector/vsphere/element.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vcenter_connector::events {

struct sample_node {
    std::string name;
    std::string type;  ///< xsi:type, or that of a reference
    std::string text;
    std::vector<sample_node> children = {};
    std::optional<vsphere::data_type> declared = std::nullopt;  ///< of an object
    vsphere::value_kind kind = vsphere::value_kind::text;

    sample_node* child(std::string_view wanted) noexcept
    {
        for (auto& each : children)
            if (each.name == wanted)
                return &each;
        return nullptr;
    }

    void write(vsphere::element_tree::builder& out) const
    {
        out.open(name, type, text);
        for (const auto& each : children)
            each.write(out);
        out.close();
    }
};

/// The members of a type with those of its bases, base first, in the order of the wire.
std::vector<vsphere::member> members_of(vsphere::data_type type);

/// Where a path leads that is set: the node, made where it was not there. On failure why not.
std::string set_member(sample_node& root, std::string_view path, std::string_view value);

}  // namespace vcenter_connector::events
