// Headers as one text of the journal's file.
#pragma once

#include "vcenter_connector/base/header.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::store {

/// `name: value`, a line for each; what is not printable ASCII is percent-encoded.
std::string header_lines(const base::headers& headers);

/// Lines without a colon are left out.
base::headers read_header_lines(std::string_view lines);

}  // namespace vcenter_connector::store
