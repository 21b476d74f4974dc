#include "vcenter_connector/events/sample_event.hpp"

#include "sample_tree.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/base/time_text.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/topic.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace vcenter_connector::events {
namespace {

using vsphere::value_kind;

constexpr int deepest = 3;

// An object of the inventory: the member that names it in an event, and the type of that member.
struct inventory_row {
    std::string_view member;
    std::string_view argument;
    std::string_view reference;  ///< the member of the argument that refers to it
    std::string_view type;
    std::string_view id;
    std::string_view name;
    std::optional<std::string> sample_request::*given;
};

constexpr std::array inventory{
    inventory_row{"datacenter", "DatacenterEventArgument", "datacenter", "Datacenter", "datacenter-1", "DC0",
                  &sample_request::datacenter},
    inventory_row{"computeResource", "ComputeResourceEventArgument", "computeResource",
                  "ClusterComputeResource", "domain-c1", "cluster-1", &sample_request::cluster},
    inventory_row{"host", "HostEventArgument", "host", "HostSystem", "host-1", "esx-1.example.com",
                  &sample_request::host},
    inventory_row{"vm", "VmEventArgument", "vm", "VirtualMachine", "vm-1", "web-1", &sample_request::vm},
    inventory_row{"ds", "DatastoreEventArgument", "datastore", "Datastore", "datastore-1", "datastore-1",
                  &sample_request::datastore},
    inventory_row{"net", "NetworkEventArgument", "network", "Network", "network-1", "VM Network",
                  &sample_request::network},
    inventory_row{"dvs", "DvsEventArgument", "dvs", "VmwareDistributedVirtualSwitch", "dvs-1", "dvs-1",
                  nullptr},
    inventory_row{"", "ManagedEntityEventArgument", "entity", "VirtualMachine", "vm-1", "web-1",
                  &sample_request::vm},
    inventory_row{"", "FolderEventArgument", "folder", "Folder", "group-v1", "vm", nullptr},
    inventory_row{"", "ResourcePoolEventArgument", "resourcePool", "ResourcePool", "resgroup-1", "Resources",
                  nullptr},
    inventory_row{"", "AlarmEventArgument", "alarm", "Alarm", "alarm-1", "Virtual machine CPU usage",
                  nullptr},
    inventory_row{"", "ScheduledTaskEventArgument", "scheduledTask", "ScheduledTask", "schedule-1",
                  "nightly power off", nullptr},
    inventory_row{"", "ProfileEventArgument", "profile", "HostProfile", "hostprofile-1", "standard", nullptr},
    inventory_row{"", "", "task", "Task", "task-1", "", nullptr},
    inventory_row{"", "", "uplinkPortgroup", "DistributedVirtualPortgroup", "dvportgroup-1", "", nullptr},
    inventory_row{"", "", "managedObject", "VirtualMachine", "vm-1", "", nullptr},
    inventory_row{"", "", "locked", "VirtualMachine", "vm-1", "", nullptr},
    inventory_row{"", "", "referenceHost", "HostSystem", "host-1", "", nullptr},
};

// Which of the objects that every event may name are named by events of a class and those derived from it.
struct scope_row {
    std::string_view ancestor;
    std::string_view members;
};

constexpr std::array scopes{
    scope_row{"VmEvent", "datacenter computeResource host vm"},
    scope_row{"AlarmEvent", "datacenter computeResource host vm"},
    scope_row{"EventEx", "datacenter computeResource host vm"},
    scope_row{"ExtendedEvent", "datacenter computeResource host vm"},
    scope_row{"TaskEvent", "datacenter computeResource host vm"},
    scope_row{"CustomFieldValueChangedEvent", "datacenter vm"},
    scope_row{"HostEvent", "datacenter computeResource host"},
    scope_row{"ClusterEvent", "datacenter computeResource"},
    scope_row{"ResourcePoolEvent", "datacenter computeResource"},
    scope_row{"DatastoreEvent", "datacenter ds"},
    scope_row{"DatacenterEvent", "datacenter"},
    scope_row{"DvsEvent", "datacenter dvs"},
    scope_row{"DVPortgroupEvent", "datacenter net dvs"},
};

struct text_row {
    std::string_view member;
    std::string_view value;
};

constexpr std::array texts{
    text_row{"changeTag", ""},
    text_row{"severity", "info"},
    text_row{"objectId", "vm-1"},
    text_row{"objectType", "VirtualMachine"},
    text_row{"ipAddress", "192.0.2.10"},
    text_row{"ipAddress2", "192.0.2.11"},
    text_row{"ips", "192.0.2.10"},
    text_row{"duplicateIP", "192.0.2.10"},
    text_row{"newIP", "192.0.2.10"},
    text_row{"oldIP", "192.0.2.9"},
    text_row{"isolationIp", "192.0.2.1"},
    text_row{"mac", "00:50:56:00:00:01"},
    text_row{"macAddress", "00:50:56:00:00:01"},
    text_row{"newMac", "00:50:56:00:00:02"},
    text_row{"oldMac", "00:50:56:00:00:01"},
    text_row{"uuid", "564d0001-0000-4000-8000-000000000001"},
    text_row{"instanceUuid", "503d0001-0000-4000-8000-000000000001"},
    text_row{"datastoreUrl", "ds:///vmfs/volumes/sample/"},
    text_row{"url", "https://vcenter.example.com/"},
    text_row{"guestId", "otherLinux64Guest"},
    text_row{"from", "green"},
    text_row{"to", "yellow"},
    text_row{"oldStatus", "green"},
    text_row{"newStatus", "yellow"},
    text_row{"locale", "en"},
    text_row{"version", "1.0"},
    text_row{"eventTypeId", "com.example.sample"},
};

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
