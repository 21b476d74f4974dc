// Events as JSON against what govmomi's own structs print, byte for byte: every class of events, and every
// type that a member of one can hold, with values at random.
#include "support/catch.hpp"
#include "support/simulator.hpp"

#include "vcenter_connector/events/event_data.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <set>
#include <sstream>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

constexpr std::size_t types_of_the_table = 1478;

struct specimen {
    std::string name, xml, json;
};

bool read(std::istream& lines, specimen& s)
{
    std::string line;
    if (!std::getline(lines, line))
        return false;
    std::istringstream cells(line);
    return std::getline(cells, s.name, '\x1f') && std::getline(cells, s.xml, '\x1f') &&
           std::getline(cells, s.json);
}

// Lists of what the table does not know have no words for their items but strings.
bool known(std::string_view name)
{
    static const std::set<std::string_view> simple{"AnyType",
                                                   "AnyURI",
                                                   "Base64Binary",
                                                   "Boolean",
                                                   "Double",
                                                   "Int",
                                                   "Long",
                                                   "ManagedObjectReference",
                                                   "Short",
                                                   "String",
                                                   "ManagedEntityStatus"};
    if (!name.starts_with("ArrayOf"))
        return vsphere::find_type(name).has_value();
    name.remove_prefix(7);
    return simple.contains(name) || vsphere::find_type(name);
}

std::string converted(const specimen& s)
{
    auto events = vsphere::decode_events("<Envelope><Body>" + s.xml + "</Body></Envelope>");
    REQUIRE(events);
    REQUIRE(events->size() == 1);
    std::string json;
    events::append_event_data(json, events->front());
    return json;
}

}  // namespace

TEST_CASE("every class and type is converted to the bytes that govmomi prints")
{
    const auto seed = GENERATE("1", "2", "3");
    std::istringstream lines(run_control({"specimens", "-seed", seed}));
    std::set<std::string> types;
    specimen s;
    while (read(lines, s)) {
        if (!known(s.name))
            continue;
        INFO(s.name << " of seed " << seed << ": " << s.xml);
        CHECK(converted(s) == s.json);
        if (vsphere::find_type(s.name))
            types.insert(s.name);
    }
    CHECK(types.size() == types_of_the_table);
}
