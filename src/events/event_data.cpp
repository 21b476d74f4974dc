#include "vcenter_connector/events/event_data.hpp"

#include "go_json.hpp"
#include "go_values.hpp"
#include "placed_children.hpp"
#include "simple_types.hpp"
#include "vcenter_connector/base/base64.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"

#include <vector>

namespace vcenter_connector::events {
namespace {

using vsphere::data_type;
using vsphere::element;
using vsphere::member;
using vsphere::value_kind;

constexpr std::string_view array_prefix = "ArrayOf";

// Calls itself once for each level of the tree, which element_tree::max_depth bounds.
class data_writer {
public:
    explicit data_writer(std::string& out) : out_(out)
    {
        members_.reserve(32);
        children_.reserve(32);
    }

    void object(element e, data_type type)
    {
        const auto first_member = members_.size();
        collect_members(type);
        const auto first_child = children_.size();
        place_by_member(children_, e, std::span(members_).subspan(first_member));
        const auto count = members_.size() - first_member;

        const char* separator = "{";
        auto at = first_child;
        for (std::size_t i = 0; i < count; ++i) {
            const auto m = members_[first_member + i];
            const auto begin = at;
            while (at < children_.size() && children_[at].place == i)
                ++at;
            known_key(separator, m.name);
            values(begin, at, m);
        }
        unknown_members(separator, at);
        children_.resize(first_child);
        members_.resize(first_member);
        out_ += *separator == '{' ? "{}" : "}";
    }

private:
    // Base classes first. The scratch space is a stack: what is collected here goes when the object ends.
    void collect_members(data_type type)
    {
        if (const auto base = type.base())
            collect_members(*base);
        for (std::size_t i = 0; i < type.member_count(); ++i)
            members_.push_back(type.member_at(i));
    }

    void known_key(const char*& separator, std::string_view name)
    {
        out_ += separator;
        separator = ",";
        out_ += '"';
        out_ += static_cast<char>(name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0]);
        out_ += name.substr(1);
        out_ += "\":";
    }

    // Those from `begin` to the end of the children that have been placed.
    void unknown_members(const char*& separator, std::size_t begin)
    {
        group_by_name(std::span(children_).subspan(begin));
        const auto end = children_.size();
        while (begin < end) {
            const auto name = children_[begin].child.name();
            auto next = begin + 1;
            while (next < end && same_member(children_[next].child.name(), name))
                ++next;
            std::string key(name);
            if (!key.empty() && key[0] >= 'a' && key[0] <= 'z')
                key[0] = static_cast<char>(key[0] - 'a' + 'A');
            out_ += separator;
            separator = ",";
            append_go_string(out_, key);
            out_ += ':';
            values(begin, next, {{}, value_kind::any});
            begin = next;
        }
    }

    // A member that comes more than once is a list, declared or not.
    void values(std::size_t begin, std::size_t end, const member& m)
    {
        if (begin == end)
            return m.nullable ? void(out_ += "null") : zero(m);
        if (!m.list && end - begin == 1)
            return value(children_[begin].child, m);
        const char* separator = "[";
        for (; begin < end; ++begin) {
            out_ += separator;
            separator = ",";
            value(children_[begin].child, m);
        }
        out_ += ']';
    }

    void zero(const member& m)
    {
        switch (m.kind) {
        case value_kind::text: out_ += "\"\""; break;
        case value_kind::integer:
        case value_kind::real: out_ += '0'; break;
        case value_kind::boolean: out_ += "false"; break;
        case value_kind::time: out_ += "\"0001-01-01T00:00:00Z\""; break;
        case value_kind::reference: reference({}); break;
        case value_kind::object: object({}, data_type(m.type)); break;
        case value_kind::bytes:
        case value_kind::any: out_ += "null"; break;
        }
    }

    void value(element e, const member& m)
    {
        const bool simple = m.kind != value_kind::object && m.kind != value_kind::any;
        if (simple && e.first_child())
            return by_shape(e);
        switch (m.kind) {
        case value_kind::object: derived_object(e, data_type(m.type)); break;
        case value_kind::any: any(e); break;
        case value_kind::reference: reference(e); break;
        default: scalar(e.text(), m.kind); break;
        }
    }

    void scalar(std::string_view text, value_kind kind)
    {
        const bool written = (kind == value_kind::integer && append_go_integer(out_, text)) ||
                             (kind == value_kind::real && append_go_real(out_, text)) ||
                             (kind == value_kind::boolean && append_go_boolean(out_, text)) ||
                             (kind == value_kind::time && append_go_time(out_, text));
        if (written)
            return;
        if (kind == value_kind::bytes)
            out_.append("\"").append(base::base64(text)).append("\"");
        else
            append_go_string(out_, text);
    }

    void reference(element e)
    {
        out_ += "{\"Type\":";
        append_go_string(out_, e.type());
        out_ += ",\"Value\":";
        append_go_string(out_, e.text());
        out_ += '}';
    }

    // A member can hold what derives from its type. A class that the table does not know is taken for the
    // declared one: it has the members of that at least.
    void derived_object(element e, data_type declared)
    {
        if (const auto name = e.type(); !name.empty() && name != declared.name())
            if (const auto stated = vsphere::find_type(name); stated && stated->is(declared.name()))
                declared = *stated;
        object_or_text(e, declared);
    }

    void object_or_text(element e, data_type type)
    {
        if (!e.first_child() && !base::trim(e.text()).empty())
            append_go_string(out_, e.text());
        else
            object(e, type);
    }

    void any(element e)
    {
        const auto type = e.type();
        if (e.reference() && !e.first_child())
            return reference(e);
        if (type.empty())
            return by_shape(e);
        if (const auto kind = simple_kind(type); kind && !e.first_child())
            return scalar(e.text(), *kind);
        if (type.starts_with(array_prefix) && base::trim(e.text()).empty())
            return array(e, type.substr(array_prefix.size()));
        if (const auto known = vsphere::find_type(type))
            return object_or_text(e, *known);
        by_shape(e);
    }

    // `{"String":["a","b"]}`: every list that an xsd:anyType holds is an object with one member.
    void array(element e, std::string_view item_type)
    {
        member item{{}, value_kind::any};
        if (const auto kind = simple_array_kind(item_type))
            item.kind = *kind;
        else if (const auto known = vsphere::find_type(item_type))
            item = {{}, value_kind::object, false, false, known->index()};
        out_ += '{';
        append_go_string(out_, item_type);
        out_ += e.first_child() ? ":[" : ":null";
        for (auto child = e.first_child(); child; child = child.next_sibling()) {
            value(child, item);
            out_ += child.next_sibling() ? ',' : ']';
        }
        out_ += '}';
    }

    void by_shape(element e)
    {
        if (!e.first_child())
            return append_go_string(out_, e.text());
        const auto first_child = children_.size();
        place_by_member(children_, e, {});
        const char* separator = "{";
        unknown_members(separator, first_child);
        children_.resize(first_child);
        out_ += '}';
    }

    std::string& out_;
    std::vector<member> members_;
    std::vector<placed_child> children_;
};

}  // namespace

void append_event_data(std::string& out, const vsphere::event& event)
{
    auto type = vsphere::find_type(event.class_name);
    if (!type || !type->is("Event"))
        type = vsphere::find_type("Event");
    data_writer(out).object(event.root(), *type);
}

}  // namespace vcenter_connector::events
