#include "vcenter_connector/local_gateway/process_invoker.hpp"

#include "vcenter_connector/local_gateway/process_environment.hpp"

#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace asio = boost::asio;

class slot {
public:
    explicit slot(std::shared_ptr<std::size_t> used) : used_(std::move(used)) { ++*used_; }
    slot(const slot&) = delete;
    slot& operator=(const slot&) = delete;
    ~slot() { --*used_; }

private:
    std::shared_ptr<std::size_t> used_;
};

std::string content_type(const function& f, const invocation& call)
{
    const auto own = f.setting("content_type");
    const auto asked = own.empty() ? net::find_header(call.headers, "Content-Type") : own;
    return asked.empty() ? "text/plain; charset=utf-8" : std::string(asked);
}

bool prints_answers(const function& f)
{
    const auto chosen = f.setting("write_debug");
    return chosen.empty() || is_true(chosen);
}

class process_invoker final : public invoker {
public:
    process_invoker(process_runner& runner, const line_sink& sink, base::log& log,
                    process_invoker_options options)
        : runner_(runner), sink_(sink), log_(log), options_(std::move(options))
    {
    }

    asio::awaitable<net::http_response> invoke(const function& f, const invocation& call) override
    {
        if (*used_ >= options_.max_processes)
            co_return too_many(f);
        const slot taken(used_);
        process_spec spec;
        spec.command = f.command;
        spec.environment = process_environment(f, call, options_.inherited);
        spec.folder = f.handler;
        spec.max_output = options_.max_output;
        spec.time_limit = call.time_limit(f);

        function_output lines(f.name, sink_);
        std::string errors;
        const bool combine = is_true(f.setting("combine_output"));
        const std::function<void(std::string_view)> on_errors = [&](std::string_view bytes) {
            lines.write(bytes);
            if (combine && errors.size() + bytes.size() <= options_.max_output)
                errors += bytes;
        };
        auto ended = co_await runner_.run(spec, call.body, on_errors);
        if (ended.has_error())
            co_return not_started(f, ended.error());
        if (!ended->output.empty() && prints_answers(f))
            lines.write(ended->output.ends_with('\n') ? ended->output : ended->output + "\n");
        ended->output += errors;
        co_return answer(f, call, *ended);
    }

private:
    net::http_response too_many(const function& f)
    {
        log_.warn("Too many processes",
                  {{"function", f.qualified()}, {"limit", std::to_string(options_.max_processes)}});
        auto answer = plain_answer(429, "too many processes run; see -max-processes of local-gateway\n");
        answer.headers.push_back({"X-OpenFaaS-Internal", "faas-middleware"});
        return answer;
    }

    net::http_response not_started(const function& f, const base::failure& why)
    {
        log_.error("Function cannot be started", {{"function", f.qualified()}, {"error", why.message()}});
        return plain_answer(500, "cannot start " + why.message() + "\n");
    }

    net::http_response answer(const function& f, const invocation& call, process_result& ended)
    {
        if (ended.end == process_end::exited && ended.exit_status == 0) {
            net::http_response good;
            good.status = 200;
            good.headers.push_back({"Content-Type", content_type(f, call)});
            good.body = std::move(ended.output);
            return good;
        }
        log_.warn("Function failed", {{"function", f.qualified()}, {"reason", ended.summary()}});
        switch (ended.end) {
        case process_end::timed_out: return plain_answer(408, "Killed process.\n");
        case process_end::flooded: return plain_answer(500, "more output than an answer may have\n");
        case process_end::stopped: return plain_answer(503, "the gateway stops\n");
        case process_end::exited: break;
        }
        return plain_answer(500, ended.summary() + "\n" + ended.output);
    }

    process_runner& runner_;
    const line_sink& sink_;
    base::log& log_;
    process_invoker_options options_;
    std::shared_ptr<std::size_t> used_ = std::make_shared<std::size_t>(0);
};

}  // namespace

std::shared_ptr<invoker> make_process_invoker(process_runner& runner, const line_sink& sink, base::log& log,
                                              process_invoker_options options)
{
    return std::make_shared<process_invoker>(runner, sink, log, std::move(options));
}

}  // namespace vcenter_connector::local_gateway
