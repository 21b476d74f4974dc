// Calls a function as the classic watchdog does: a process for each request.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/local_gateway/function_output.hpp"
#include "vcenter_connector/local_gateway/invocation.hpp"
#include "vcenter_connector/local_gateway/process.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace vcenter_connector::local_gateway {

struct process_invoker_options {
    text_map inherited;                   ///< this program's own environment; functions get little of it
    std::size_t max_processes = 128;      ///< of all functions together; a call more is answered with 429
    std::size_t max_output = 16U << 20U;  ///< bytes; a function that writes more is killed
};

/// Body on standard input, answer on standard output, lines of standard error to `sink`. The answer's type is
/// the function's `content_type`, else that of the request. Statuses: 200; 500 with the output after an exit
/// status other than 0 or when the program cannot be started; 408 when its time was over; 429 as above;
/// 503 when it was killed because the gateway stops. The answer goes to `sink` too, unless `write_debug` of
/// the function's environment is false; `combine_output`, when true, adds standard error to the answer.
///
/// `runner`, `sink` and `log` must outlive it. Source of the contract: the classic watchdog's README and
/// handler.
std::shared_ptr<invoker> make_process_invoker(process_runner& runner, const line_sink& sink, base::log& log,
                                              process_invoker_options options);

}  // namespace vcenter_connector::local_gateway
