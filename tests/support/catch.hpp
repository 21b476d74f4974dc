// One include for Catch2, whose header is named differently in Debian 12 (v2) and Debian 13 (v3).
#pragma once

#include "vcenter_connector/base/result.hpp"

#if VC_CATCH_MAJOR >= 3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>

namespace Catch::Matchers {

inline auto ContainsSubstring(const std::string& part)
{
    return Contains(part);
}

}  // namespace Catch::Matchers
#endif

/// `CHECK(result)` shows why there is no value.
template <class T>
struct Catch::StringMaker<boost::system::result<T, vcenter_connector::base::failure>> {
    static std::string convert(const boost::system::result<T, vcenter_connector::base::failure>& r)
    {
        return r ? "a value" : r.error().message();
    }
};
