// Which request meets which fault.
#pragma once

#include "support/faults.hpp"

#include <cstddef>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vcenter_connector::test {

/// Rules for labels; requests are counted from 1, beginning when the rule is made. The newest rule that
/// applies wins. Can be used from any thread.
class fault_script {
public:
    class rule;

    /// A rule for requests of that label; for every request when it is empty. It applies to all of them
    /// unless narrowed, and comes into force with `rule::fault`.
    rule when(std::string label);
    void clear();

    /// Counts a request; the fault that it meets, if any.
    std::optional<test::fault> meet(std::string_view label);

private:
    struct entry {
        std::string label;
        std::size_t first;
        std::size_t last;
        test::fault what;
        std::size_t seen = 0;
    };

    std::mutex mutex_;
    std::vector<entry> entries_;
};

class fault_script::rule {
public:
    /// Only the n-th request from now on.
    rule& nth(std::size_t n)
    {
        first_ = last_ = n;
        return *this;
    }
    /// Only the first n requests from now on.
    rule& times(std::size_t n)
    {
        first_ = 1;
        last_ = n;
        return *this;
    }
    /// The n-th request from now on and all after it.
    rule& from(std::size_t n)
    {
        first_ = n;
        last_ = std::numeric_limits<std::size_t>::max();
        return *this;
    }
    void fault(test::fault what);

private:
    friend class fault_script;
    rule(fault_script& script, std::string label) : script_(script), label_(std::move(label)) {}

    fault_script& script_;
    std::string label_;
    std::size_t first_ = 1;
    std::size_t last_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace vcenter_connector::test
