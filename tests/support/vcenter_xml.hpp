// The XML that a scripted vCenter writes. It shares nothing with the code under test.
#pragma once

#include "support/http_message.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::test {

std::string xml_text(std::string_view text);
/// `<name>text</name>`, the text escaped.
std::string xml_element(std::string_view name, std::string_view text);
std::string xml_reference(std::string_view name, std::string_view type, std::string_view value);

/// An answer with status 200 to that method.
server_reply soap_answer(std::string_view method, std::string_view content);
server_reply soap_fault(std::string_view type, std::string_view text = {}, std::string_view members = {});

}  // namespace vcenter_connector::test
