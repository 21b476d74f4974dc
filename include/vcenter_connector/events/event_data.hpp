// The whole of an event as JSON.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <string>

namespace vcenter_connector::events {

/// One JSON object as govmomi's struct of that class prints it: member names with a capital, members of base
/// classes first, absent ones null or zero as `vsphere::member::nullable` says, times as Go prints them,
/// base64 for bytes, `{"Type":..,"Value":..}` for references. Driven by the class table.
///
/// Members that the class does not declare follow those it does; they, and everything below a class that is
/// not in the table, are converted by their shape: an element with children is an object, one that repeats
/// is a list, one with a simple xsi:type is a number or a boolean, every other one a string. A value that is
/// not what the table says (letters where a number was due) is a string as it came. Numbers keep all their
/// digits. What is nested deeper than 64 levels is a string of its texts. Always valid JSON and valid UTF-8.
void append_event_data(std::string& out, const vsphere::event& event);

}  // namespace vcenter_connector::events
