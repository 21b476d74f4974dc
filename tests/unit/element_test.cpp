#include "vcenter_connector/vsphere/element.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::vsphere;

TEST_CASE("an element tree is walked by name and in order", "[vsphere]")
{
    element_tree::builder build;
    build.open("event", "VmPoweredOnEvent", "");
    build.open("key", "", "7");
    build.close();
    build.open("vm", "", "");
    build.open("name", "", "web-1");
    build.close();
    build.open("vm", "VirtualMachine", "vm-57");
    build.close();
    build.close();
    build.close();
    const auto tree = build.finish();

    const auto event = tree.root();
    CHECK(event.type() == "VmPoweredOnEvent");
    CHECK(event.child("key").text() == "7");
    CHECK(event.child("vm").child("vm").type() == "VirtualMachine");
    CHECK(event.child("vm").child("vm").text() == "vm-57");
    CHECK(event.first_child().next_sibling().name() == "vm");
    CHECK_FALSE(event.first_child().next_sibling().next_sibling());
}

TEST_CASE("an absent element answers every question with nothing", "[vsphere]")
{
    const element absent;
    CHECK_FALSE(absent);
    CHECK(absent.child("vm").child("name").text().empty());
    CHECK_FALSE(absent.first_child());
    CHECK_FALSE(element_tree().root());
}
