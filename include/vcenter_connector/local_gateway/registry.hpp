// The functions that can be called at the moment.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/local_gateway/invocation.hpp"
#include "vcenter_connector/local_gateway/stack.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::local_gateway {

struct call_counts {
    std::uint64_t calls = 0;  ///< since the program was started
    std::size_t in_flight = 0;
};

/// A function with the way to call it. Whoever calls it shares it: a new stack.yml does not end calls.
struct live_function {
    function definition;
    std::shared_ptr<invoker> how;
    std::shared_ptr<call_counts> counts;
    base::wall_time since;
};

using live_function_ptr = std::shared_ptr<const live_function>;
using invoker_factory = std::function<std::shared_ptr<invoker>(const function&)>;

class registry {
public:
    /// Replaces all functions. The counts of one that stays go on.
    void replace(const std::vector<function>& functions, const invoker_factory& make, base::wall_time now);

    /// Null when there is none.
    live_function_ptr find(std::string_view name, std::string_view name_space) const;

    /// In the order of stack.yml.
    const std::vector<live_function_ptr>& all() const noexcept { return functions_; }

private:
    std::vector<live_function_ptr> functions_;
};

/// The array that `GET /system/functions` answers for one namespace.
std::string functions_json(const registry& functions, std::string_view name_space);

/// The object that `GET /system/function/NAME` answers.
std::string function_json(const live_function& f);

/// The array that `GET /system/namespaces` answers: sorted, the default one always in it.
std::string namespaces_json(const registry& functions);

/// What `GET /system/info` answers.
std::string info_json();

}  // namespace vcenter_connector::local_gateway
