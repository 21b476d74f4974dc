#include "answer.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"
#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace vcenter_connector::vsphere {
namespace {

constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

std::string_view namespace_of(pugi::xml_node node, std::string_view prefix) noexcept
{
    for (; node; node = node.parent())
        for (const auto& attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            if (name.starts_with("xmlns:") && name.substr(6) == prefix)
                return attribute.value();
        }
    return {};
}

base::errc meaning_of_class(std::string_view fault_type) noexcept
{
    using base::errc;
    if (fault_type == "NotAuthenticated")
        return errc::not_authenticated;
    if (fault_type == "InvalidLogin")
        return errc::invalid_login;
    if (fault_type == "NoPermission")
        return errc::no_permission;
    if (fault_type == "ManagedObjectNotFound")
        return errc::managed_object_gone;
    return fault_type == "InvalidState" ? errc::invalid_state : errc::soap_fault;
}

// That of the nearest ancestor which has one: PasswordExpired is an InvalidLogin, but NotAuthenticated, which
// is a NoPermission, has a meaning of its own.
base::errc meaning_of(std::string_view fault_type) noexcept
{
    auto meaning = meaning_of_class(fault_type);
    for (auto type = find_type(fault_type); type && meaning == base::errc::soap_fault; type = type->base())
        meaning = meaning_of_class(type->name());
    return meaning;
}

// The type is that of the first element in `detail`; its own name is the type with "Fault" behind it.
base::failure describe_fault(pugi::xml_node fault)
{
    const auto inner = find_child(fault, "detail").first_child();
    auto type = type_of(inner);
    if (type.empty()) {
        type = local_name(inner.name());
        if (type.ends_with("Fault"))
            type.remove_suffix(5);
    }
    const auto text = base::printable(base::trim(child_text(fault, "faultstring")));
    const auto name = base::printable(type);
    return {meaning_of(type), name.empty() || text.empty() ? name + text : name + ": " + text};
}

pugi::xml_node first_element(pugi::xml_node parent) noexcept
{
    auto child = parent.first_child();
    while (child && child.type() != pugi::node_element)
        child = child.next_sibling();
    return child;
}

// An answer to another call means that calls and answers on a connection got out of step.
bool is_response(std::string_view name, std::string_view method) noexcept
{
    constexpr std::string_view ending = "Response";
    return name.ends_with(ending) &&
           (method.empty() || name.substr(0, name.size() - ending.size()) == method);
}

// Comments and CDATA sections cut a text into pieces.
std::string whole_text(pugi::xml_node node)
{
    std::string text;
    for (const auto& piece : node.children())
        if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata)
            text += piece.value();
    return text;
}

void open_copy(pugi::xml_node node, element_tree::builder& build)
{
    using enum element_tree::builder::type_form;
    const auto first = node.first_child();
    const bool children = static_cast<bool>(first_element(node));
    const auto whole = !children && first && first.next_sibling() ? whole_text(node) : std::string();
    const std::string_view text = children        ? ""
                                  : whole.empty() ? node.child_value()
                                                  : std::string_view(whole);
    if (build.at_max_depth())  // looking for a type's namespace would cost more with every level
        return build.open({}, {}, text);
    const auto type = stated_type_of(node);
    build.open(local_name(node.name()), type.name, text, type.reference ? reference : class_name);
}

void copy_tree(pugi::xml_node top, element_tree::builder& build)
{
    auto node = top;
    while (true) {
        open_copy(node, build);
        auto next = first_element(node);
        while (!next) {
            build.close();
            if (node == top)
                return;
            next = node.next_sibling();
            while (next && next.type() != pugi::node_element)
                next = next.next_sibling();
            if (!next)
                node = node.parent();
        }
        node = next;
    }
}

}  // namespace

std::string_view local_name(std::string_view qualified) noexcept
{
    const auto colon = qualified.rfind(':');
    return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

pugi::xml_node find_child(pugi::xml_node parent, std::string_view name) noexcept
{
    for (auto child = parent.first_child(); child; child = child.next_sibling())
        if (child.type() == pugi::node_element && local_name(child.name()) == name)
            return child;
    return {};
}

std::string_view child_text(pugi::xml_node parent, std::string_view name) noexcept
{
    return find_child(parent, name).child_value();
}

stated_type stated_type_of(pugi::xml_node node) noexcept
{
    stated_type stated;
    for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
        const std::string_view name = attribute.name();
        if (name == "type")
            return {local_name(attribute.value()), true};
        if (name.ends_with(":type") && namespace_of(node, name.substr(0, name.size() - 5)) == schema_instance)
            stated.name = local_name(attribute.value());
    }
    return stated;
}

managed_object_reference reference_at(pugi::xml_node node)
{
    return {std::string(type_of(node)), std::string(base::trim(node.child_value()))};
}

event event_at(pugi::xml_node node)
{
    event e;
    element_tree::builder build;
    copy_tree(node, build);
    e.tree = build.finish();
    e.class_name = type_of(node);
    const auto key = base::trim(child_text(node, "key"));
    std::from_chars(key.data(), key.data() + key.size(), e.key);
    e.created_time = base::trim(child_text(node, "createdTime"));
    e.time = parse_time(e.created_time).value_or(base::wall_time{});
    return e;
}

std::vector<event> events_below(pugi::xml_node parent, std::string_view name)
{
    std::vector<event> events;
    for (auto child = parent.first_child(); child; child = child.next_sibling())
        if (child.type() == pugi::node_element && local_name(child.name()) == name)
            events.push_back(event_at(child));
    if (events.empty())
        return events;
    // Distances from one key, in 32 bits, so that a numbering that overflows in the middle keeps its order.
    const auto origin = static_cast<std::uint32_t>(events.front().key);
    const auto distance = [origin](const event& e) {
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(e.key) - origin);
    };
    std::stable_sort(events.begin(), events.end(),
                     [&](const event& a, const event& b) { return distance(a) < distance(b); });
    return events;
}

base::result<void> answer::parse()
{
    const auto shown = base::printable(base::trim(std::string_view(body_).substr(0, 80)));
    const auto parsed = document_.load_buffer_inplace(body_.data(), body_.size(),
                                                      pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (parsed)
        return {};
    if (base::trim(shown).empty())
        return base::failure(base::errc::not_soap, "the body is empty");
    return base::failure(base::errc::not_soap, "XML error at byte " + std::to_string(parsed.offset) + " (" +
                                                   parsed.description() + "); it begins with: " + shown);
}

base::result<pugi::xml_node> answer::open_plain()
{
    if (auto parsed = parse(); !parsed)
        return parsed.error();
    return document_.document_element();
}

base::result<pugi::xml_node> answer::open(std::string_view method)
{
    auto root = open_plain();
    if (!root)
        return root.error();
    const auto body = find_child(*root, "Body");
    if (local_name(root->name()) != "Envelope" || !body)
        return base::failure(base::errc::not_soap,
                             "the root element is <" + base::printable(root->name(), 40) + ">");
    if (const auto fault = find_child(body, "Fault"))
        return describe_fault(fault);
    const auto response = first_element(body);
    if (!response)
        return base::failure(base::errc::unexpected_answer, "the SOAP body is empty");
    if (!is_response(local_name(response.name()), method))
        return base::failure(base::errc::unexpected_answer,
                             "it is a <" + base::printable(response.name(), 80) + ">");
    return response;
}

}  // namespace vcenter_connector::vsphere
