// An answer of the vSphere API as an XML document. Known to this folder's .cpp files only.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/vsphere/element.hpp"
#include "vcenter_connector/vsphere/event.hpp"
#include "vcenter_connector/vsphere/reference.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::vsphere {

/// Name without prefix.
std::string_view local_name(std::string_view qualified) noexcept;

/// The first child element with that local name; an empty node if there is none.
pugi::xml_node find_child(pugi::xml_node parent, std::string_view name) noexcept;
std::string_view child_text(pugi::xml_node parent, std::string_view name) noexcept;

/// What an element says that it is, without prefix.
struct stated_type {
    std::string_view name;   ///< the plain `type` of a reference, else the xsi:type (by namespace)
    bool reference = false;  ///< that it is the plain one
};
stated_type stated_type_of(pugi::xml_node node) noexcept;
inline std::string_view type_of(pugi::xml_node node) noexcept
{
    return stated_type_of(node).name;
}

managed_object_reference reference_at(pugi::xml_node node);

/// A copy of the event that `node` is; see element_tree::max_depth.
event event_at(pugi::xml_node node);
/// The events that are children of `parent` with that name, lowest key first.
std::vector<event> events_below(pugi::xml_node parent, std::string_view name);

/// Parses an answer in place and finds the element that holds what the method returned.
class answer {
public:
    explicit answer(std::string body) : body_(std::move(body)) {}

    /// The `<METHOD>Response` element, or what went wrong: see methods.hpp. Without a method: of any one.
    base::result<pugi::xml_node> open(std::string_view method = {});
    /// The root element of a document that is no envelope.
    base::result<pugi::xml_node> open_plain();

private:
    base::result<void> parse();

    std::string body_;
    pugi::xml_document document_;
};

}  // namespace vcenter_connector::vsphere
