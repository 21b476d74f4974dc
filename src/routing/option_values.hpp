// The values of annotations that are options.
#pragma once

#include "vcenter_connector/routing/function_options.hpp"

#include <string_view>

namespace vcenter_connector::routing {

/// Each takes a trimmed value into `options`; false when it is wrong, and then nothing has changed.
bool set_retries(std::string_view text, function_options& options);
bool set_timeout(std::string_view text, function_options& options);
bool set_mode(std::string_view text, function_options& options);
bool set_order(std::string_view text, function_options& options);
bool set_payload(std::string_view text, function_options& options);
bool set_content_type(std::string_view text, function_options& options);

}  // namespace vcenter_connector::routing
