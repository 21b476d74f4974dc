// gzip and its kin, the way there.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::test {

std::string gzip(std::string_view text);
std::string zlib(std::string_view text);
std::string raw_deflate(std::string_view text);

}  // namespace vcenter_connector::test
