// The dotted topic of an event class.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::events {

/// `VmPoweredOnEvent` -> `vm.powered.on`. Every `Event` in the name goes; a capital after a small letter or a
/// digit starts a word, and in a run of capitals the last one does when a small letter follows. The words are
/// in small letters (ASCII), joined by dots. The class `Event` itself gives `event`.
std::string topic_of(std::string_view class_name);

}  // namespace vcenter_connector::events
