// What a function returns that can fail: a value, or an error code for decisions with a text for people.
#pragma once

#include "vcenter_connector/base/error.hpp"

#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>

#include <string>
#include <utility>

namespace vcenter_connector::base {

/// Why something failed. `detail` says what a person needs beyond the code: a place, a name, the peer's own
/// words (cut to a sane length, without secrets). May be empty.
struct failure {
    boost::system::error_code code;
    std::string detail;

    failure() = default;  ///< no failure; what `result::error` gives for a success
    failure(boost::system::error_code c, std::string d = {}) : code(c), detail(std::move(d)) {}
    failure(errc c, std::string d = {}) : code(c), detail(std::move(d)) {}

    /// "<message of the code>: <detail>", or only one of them when the other is empty.
    std::string message() const;

    bool is(errc e) const noexcept { return code == e; }
};

template <class T>
using result = boost::system::result<T, failure>;

/// Called by `result::value()` on a failure; a programming mistake, not a way to report errors.
[[noreturn]] inline void throw_exception_from_error(const failure& f, const boost::source_location& where)
{
    throw boost::system::system_error(f.code, f.message() + " at " + where.to_string());
}

}  // namespace vcenter_connector::base
