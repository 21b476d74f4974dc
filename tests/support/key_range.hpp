// Keys of events that were posted one after the other.
#pragma once

#include <cstdint>
#include <vector>

namespace vcenter_connector::test {

/// Both included.
inline std::vector<std::int32_t> keys_from_to(std::int32_t first, std::int32_t last)
{
    std::vector<std::int32_t> keys;
    for (std::int64_t key = first; key <= last; ++key)
        keys.push_back(static_cast<std::int32_t>(key));
    return keys;
}

}  // namespace vcenter_connector::test
