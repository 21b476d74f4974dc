#include "sample_tree.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"

#include <algorithm>
#include <charconv>

namespace vcenter_connector::events {
namespace {

using vsphere::value_kind;

template <class Number>
bool is_number(std::string_view text) noexcept
{
    Number number{};
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end && !text.empty();
}

// What a value of that kind has to be; empty when it is.
std::string_view expected_of(value_kind kind, std::string_view value)
{
    switch (kind) {
    case value_kind::integer: return is_number<std::int64_t>(value) ? "" : "a whole number";
    case value_kind::real: return is_number<double>(value) ? "" : "a number";
    case value_kind::boolean: return value == "true" || value == "false" ? "" : "true or false";
    case value_kind::time: return base::parse_time(value) ? "" : "a time such as 2026-01-25T23:39:09Z";
    case value_kind::object: return "the name of one of its members behind a dot";
    case value_kind::text:
    case value_kind::bytes:
    case value_kind::reference:
    case value_kind::any: break;
    }
    return "";
}

std::string no_member(const sample_node& in, std::string_view name)
{
    const auto known = members_of(*in.declared);
    std::vector<std::string_view> names;
    for (const auto& each : known)
        names.push_back(each.name);
    const auto near = base::nearest(name, names);
    std::string text = std::string(in.declared->name()) + " has no member " + base::in_quotes(name);
    if (!near.empty())
        return text + "; did you mean " + std::string(near) + "?";
    text += "; it has ";
    for (std::size_t i = 0; i < names.size(); ++i)
        text.append(i > 0 ? ", " : "").append(names[i]);
    return text;
}

// In the order that the type declares.
sample_node* insert(sample_node& parent, const vsphere::member& m)
{
    const auto order = members_of(*parent.declared);
    const auto rank = [&](std::string_view name) {
        return std::find_if(order.begin(), order.end(), [&](const auto& each) { return each.name == name; });
    };
    sample_node made;
    made.name = m.name;
    made.kind = m.kind;
    if (m.kind == value_kind::object)
        made.declared = vsphere::data_type(m.type);
    if (m.kind == value_kind::any)
        made.type = "string";
    if (m.kind == value_kind::reference)
        made.type = "ManagedEntity";
    const auto before = std::find_if(parent.children.begin(), parent.children.end(),
                                     [&](const auto& each) { return rank(each.name) > rank(m.name); });
    return &*parent.children.insert(before, std::move(made));
}

sample_node* find_or_make(sample_node& parent, std::string_view name, std::string& why)
{
    if (auto* there = parent.child(name))
        return there;
    if (!parent.declared) {
        why = base::in_quotes(parent.name) + " has no members";
        return nullptr;
    }
    for (const auto& m : members_of(*parent.declared))
        if (m.name == name)
            return insert(parent, m);
    why = no_member(parent, name);
    return nullptr;
}

}  // namespace

std::vector<vsphere::member> members_of(vsphere::data_type type)
{
    std::vector<vsphere::member> out;
    if (const auto base = type.base())
        out = members_of(*base);
    for (std::size_t i = 0; i < type.member_count(); ++i)
        out.push_back(type.member_at(i));
    return out;
}

std::string set_member(sample_node& root, std::string_view path, std::string_view value)
{
    auto* node = &root;
    sample_node* parent = nullptr;
    std::string why;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find('.', begin), path.size());
        parent = node;
        node = find_or_make(*node, path.substr(begin, end - begin), why);
        if (node == nullptr)
            return why;
        begin = end + 1;
    }
    if (value.empty() && node->kind != value_kind::text) {
        const std::string name(node->name);
        std::erase_if(parent->children, [&](const sample_node& each) { return each.name == name; });
        return {};
    }
    if (const auto expected = expected_of(node->kind, value); !expected.empty())
        return base::in_quotes(path) + " is " + base::in_quotes(value) + "; expected " +
               std::string(expected);
    node->text = value;
    return {};
}

}  // namespace vcenter_connector::events
