#include "cloudevents/filled_event.hpp"

#include "vcenter_connector/vsphere/time.hpp"

namespace vcenter_connector::test {
namespace {

using vsphere::value_kind;

constexpr std::string_view created = "2026-01-02T03:04:05.123456Z";

class filler {
public:
    explicit filler(std::string_view text) : text_(text) {}

    void members(vsphere::data_type type, int depth)
    {
        if (const auto base = type.base())
            members(*base, depth);
        for (std::size_t i = 0; i < type.member_count(); ++i) {
            const auto member = type.member_at(i);
            value(member, depth);
            if (member.list)
                value(member, depth);
        }
    }

    vsphere::element_tree::builder tree;

private:
    void value(const vsphere::member& member, int depth)
    {
        if (member.kind == value_kind::object) {
            if (depth == 0)
                return;
            tree.open(member.name, vsphere::data_type(member.type).name(), "");
            members(vsphere::data_type(member.type), depth - 1);
        } else {
            tree.open(member.name, type_of(member.kind), text_of(member.kind));
        }
        tree.close();
    }

    static std::string_view type_of(value_kind kind)
    {
        return kind == value_kind::reference ? "VirtualMachine" : kind == value_kind::any ? "string" : "";
    }

    std::string_view text_of(value_kind kind) const
    {
        switch (kind) {
        case value_kind::integer: return "9007199254740993";
        case value_kind::real: return "1.5";
        case value_kind::boolean: return "true";
        case value_kind::time: return created;
        case value_kind::bytes: return "AQID";
        default: return text_;
        }
    }

    std::string_view text_;
};

}  // namespace

vsphere::event filled_event(vsphere::data_type type, std::int32_t key, std::string_view text)
{
    filler fill(text);
    fill.tree.open("event", type.name(), "");
    fill.members(type, 2);
    fill.tree.close();
    vsphere::event event;
    event.class_name = type.name();
    event.key = key;
    event.created_time = created;
    event.time = vsphere::parse_time(created).value();
    event.tree = fill.tree.finish();
    return event;
}

}  // namespace vcenter_connector::test
