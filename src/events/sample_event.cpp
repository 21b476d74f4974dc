#include "vcenter_connector/events/sample_event.hpp"

#include "sample_tree.hpp"
#include "sample_values.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/topic.hpp"

#include <algorithm>

namespace vcenter_connector::events {
namespace {

using vsphere::value_kind;

constexpr int deepest = 3;

class sampler {
public:
    sampler(const sample_request& wanted, vsphere::data_type type)
        : wanted_(wanted), type_(type), time_(base::format_time(wanted.time))
    {
        root_.name = "event";
        root_.type = wanted.class_name;
        root_.kind = value_kind::object;
        root_.declared = type;
    }

    sample_node build()
    {
        root_.children = members(type_, 0);
        // A fault would say that what happened failed.
        std::erase_if(root_.children, [this](const sample_node& each) {
            return is_out_of_scope(each.name) || (type_.is("EventEx") && each.name == "fault");
        });
        return std::move(root_);
    }

private:
    // Of the members that all events share.
    bool is_out_of_scope(std::string_view name) const
    {
        const auto row = std::find_if(inventory.begin(), inventory.end(),
                                      [&](const inventory_row& each) { return each.member == name; });
        if (row == inventory.end() || declares(name))
            return false;
        if (row->given != nullptr && (wanted_.*row->given).has_value())
            return false;
        const auto scope = std::find_if(scopes.begin(), scopes.end(),
                                        [&](const scope_row& each) { return type_.is(each.ancestor); });
        return scope == scopes.end() ||
               (" " + std::string(scope->members) + " ").find(" " + std::string(name) + " ") ==
                   std::string::npos;
    }

    // Other than `Event` itself.
    bool declares(std::string_view name) const
    {
        for (auto each = std::optional(type_); each && each->name() != "Event"; each = each->base())
            for (std::size_t i = 0; i < each->member_count(); ++i)
                if (each->member_at(i).name == name)
                    return true;
        return false;
    }

    std::vector<sample_node> members(vsphere::data_type type, int depth)
    {
        std::vector<sample_node> out;
        for (const auto& m : members_of(type))
            if (m.kind != value_kind::object || depth < deepest)
                out.push_back(value_of(m, type, depth));
        return out;
    }

    sample_node value_of(const vsphere::member& m, vsphere::data_type in, int depth)
    {
        sample_node node;
        node.name = m.name;
        node.kind = m.kind;
        switch (m.kind) {
        case value_kind::text: node.text = text_of(m.name, in); break;
        case value_kind::integer:
            node.text = m.name == "key" || m.name == "chainId" ? std::to_string(wanted_.key) : "1";
            break;
        case value_kind::real: node.text = "0.5"; break;
        case value_kind::boolean: node.text = "false"; break;
        case value_kind::time: node.text = time_; break;
        case value_kind::bytes: node.text = "c2FtcGxl"; break;
        case value_kind::any:
            node.type = "string";
            node.text = text_of(m.name, in);
            break;
        case value_kind::reference: refer(node); break;
        case value_kind::object:
            node.declared = vsphere::data_type(m.type);
            node.children = members(*node.declared, depth + 1);
            break;
        }
        return node;
    }

    static void refer(sample_node& node)
    {
        const auto row = std::find_if(inventory.begin(), inventory.end(),
                                      [&](const inventory_row& each) { return each.reference == node.name; });
        node.type = row == inventory.end() ? "ManagedEntity" : row->type;
        node.text = row == inventory.end() ? node.name + "-1" : std::string(row->id);
    }

    std::string text_of(std::string_view name, vsphere::data_type in) const
    {
        if (name == "userName")
            return wanted_.user.value_or("VSPHERE.LOCAL\\Administrator");
        if (in.is("KeyAnyValue"))  // as the arguments of tagging events are
            return name == "key" ? "Object" : name_of(inventory[3]);
        if (name == "fullFormattedMessage" || name == "message")
            return wanted_.message.value_or(message());
        if (name == "eventTypeId" && !wanted_.type_id.empty())
            return wanted_.type_id;
        if (name == "name" || name == "objectName")
            if (const auto* row = argument_row(in); row != nullptr || name == "objectName")
                return row != nullptr ? name_of(*row) : name_of(inventory[3]);
        const auto row = std::find_if(texts.begin(), texts.end(),
                                      [&](const text_row& each) { return each.member == name; });
        return row == texts.end() ? std::string(name) : std::string(row->value);
    }

    static const inventory_row* argument_row(vsphere::data_type type)
    {
        for (const auto& each : inventory)
            if (!each.argument.empty() && type.is(each.argument))
                return &each;
        return nullptr;
    }

    std::string name_of(const inventory_row& row) const
    {
        const auto preset = std::string(row.name);
        return row.given == nullptr ? preset : (wanted_.*row.given).value_or(preset);
    }

    std::string message() const
    {
        auto what = wanted_.type_id.empty() ? topic_of(wanted_.class_name) : wanted_.type_id;
        if (wanted_.type_id.empty())
            std::replace(what.begin(), what.end(), '.', ' ');
        const auto about = is_out_of_scope("vm") ? std::string() : name_of(inventory[3]) + ": ";
        return about + what + " (a sample of vcenter-connector send)";
    }

    const sample_request& wanted_;
    vsphere::data_type type_;
    std::string time_;
    sample_node root_;
};

std::optional<vsphere::data_type> event_class(std::string_view name)
{
    const auto type = vsphere::find_type(name);
    return type && type->is("Event") ? type : std::nullopt;
}

vsphere::event event_from(const sample_request& wanted, sample_node& root)
{
    vsphere::event event;
    event.class_name = wanted.class_name;
    event.key = wanted.key;
    event.time = wanted.time;
    event.created_time = base::format_time(wanted.time);
    vsphere::element_tree::builder tree;
    root.write(tree);
    event.tree = tree.finish();
    return event;
}

}  // namespace

std::variant<vsphere::event, sample_mistakes> make_sample(const sample_request& wanted)
{
    const auto type = event_class(wanted.class_name);
    if (!type)
        return sample_mistakes{"there is no event class \"" + base::printable(wanted.class_name, 60) + "\""};
    auto root = sampler(wanted, *type).build();
    sample_mistakes wrong;
    for (const auto& [path, value] : wanted.members) {
        if (path == "key" || path == "createdTime")
            wrong.push_back(path + " cannot be set: it identifies the event");
        else if (auto why = set_member(root, path, value); !why.empty())
            wrong.push_back(std::move(why));
    }
    if (!wrong.empty())
        return wrong;
    return event_from(wanted, root);
}

}  // namespace vcenter_connector::events
