// The whole of an event as JSON.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <string>

namespace vcenter_connector::events {

/// One JSON object as govmomi's struct of that class prints it: member names with a capital, members of base
/// classes first, absent ones null or zero as `vsphere::member::nullable` says, times as Go prints them,
/// base64 for bytes (of the text on the wire, which is base64 already: so it is with govmomi),
/// `{"Type":..,"Value":..}` for references. Driven by the class table.
///
/// An event class that is not in the table is taken for `Event`, another one for what its place declares.
/// Members that a class does not declare follow those it does; they are converted by their xsi:type where
/// they have one, else by their shape: an element with children is an object, every other one a string. What
/// comes more than once is a list, though it should not. A value that is not what the table says (letters
/// where a number was due) is a string as it came. Integers keep all their digits. Always valid JSON and
/// valid UTF-8.
void append_event_data(std::string& out, const vsphere::event& event);

}  // namespace vcenter_connector::events
