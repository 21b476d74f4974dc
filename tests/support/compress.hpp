// gzip, the way there.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::test {

std::string gzip(std::string_view text);

}  // namespace vcenter_connector::test
