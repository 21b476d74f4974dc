// How `send` shows what it sends and what it gets. Pure functions.
#pragma once

#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/gateway/invoker.hpp"

#include <optional>
#include <string>

namespace vcenter_connector::commands {

/// What became of one invocation.
struct send_outcome {
    std::string function;  ///< NAME.NAMESPACE
    std::string event_id;
    base::result<gateway::invocation_answer> answer;
    base::duration took{0};

    bool succeeded() const noexcept;
};

/// A line with status and time, then the answer, its lines printable and indented.
std::string outcome_text(const send_outcome& outcome);
/// One JSON object in a line.
std::string outcome_json(const send_outcome& outcome);

/// The whole request as it goes over the wire, but for the connection's own headers.
std::string request_text(const gateway::invocation& call, const base::endpoint& gateway);
/// One JSON object in a line: function, method, url, headers, body.
std::string request_json(const gateway::invocation& call, const base::endpoint& gateway);

}  // namespace vcenter_connector::commands
