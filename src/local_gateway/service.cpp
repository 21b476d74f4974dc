#include "vcenter_connector/local_gateway/service.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/local_gateway/async_queue.hpp"
#include "vcenter_connector/local_gateway/basic_auth.hpp"
#include "vcenter_connector/local_gateway/route.hpp"

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <chrono>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace asio = boost::asio;

net::http_response json_answer(std::string body)
{
    net::http_response answer;
    answer.status = 200;
    answer.headers.push_back({"Content-Type", "application/json"});
    answer.body = std::move(body);
    return answer;
}

bool is_system(route_kind kind) noexcept
{
    return kind == route_kind::info || kind == route_kind::namespaces || kind == route_kind::functions ||
           kind == route_kind::function;
}

class in_flight {
public:
    explicit in_flight(std::shared_ptr<call_counts> counts) : counts_(std::move(counts))
    {
        ++counts_->in_flight;
        ++counts_->calls;
    }
    in_flight(const in_flight&) = delete;
    in_flight& operator=(const in_flight&) = delete;
    ~in_flight() { --counts_->in_flight; }

private:
    std::shared_ptr<call_counts> counts_;
};

class gateway_service final : public service {
public:
    gateway_service(asio::any_io_executor executor, service_options options, service_ports ports)
        : options_(std::move(options)), ports_(std::move(ports)),
          queue_(make_async_queue(std::move(executor), options_.async_workers, options_.max_waiting,
                                  [this](const async_call& call) { return make_async_call(call); }))
    {
    }

    void use(const std::vector<function>& functions) override
    {
        functions_.replace(functions, ports_.make_invoker, ports_.clock.wall());
    }

    void stop() override
    {
        if (const auto lost = queue_->stop(); lost > 0)
            ports_.log.warn("Asynchronous calls were dropped", {{"count", std::to_string(lost)}});
    }

    asio::awaitable<net::http_response> answer(const net::http_request& request) override
    {
        const auto asked = parse_route(request.target);
        if (asked.kind == route_kind::call)
            co_return co_await call(asked, request);
        if (asked.kind == route_kind::async_call)
            co_return accept(asked, request);
        co_return describe(asked, request);
    }

private:
    net::http_response describe(const route& asked, const net::http_request& request) const
    {
        const bool known = asked.kind != route_kind::unknown;
        if ((is_system(asked.kind) || request.target.starts_with("/system/")) && !may_ask(request))
            return unauthorized();
        if (!known)
            return plain_answer(404, "local-gateway has no such route\n");
        if (request.method != "GET" && request.method != "HEAD")
            return only_get();
        switch (asked.kind) {
        case route_kind::info: return json_answer(info_json());
        case route_kind::namespaces: return json_answer(namespaces_json(functions_));
        case route_kind::functions: return json_answer(functions_json(functions_, asked.name_space));
        case route_kind::function: break;
        default: return plain_answer(200, "OK");
        }
        const auto found = functions_.find(asked.name, asked.name_space);
        return found ? json_answer(function_json(*found)) : not_found(asked);
    }

    bool may_ask(const net::http_request& request) const
    {
        return options_.user.empty() || is_authorized(net::find_header(request.headers, "Authorization"),
                                                      options_.user, options_.password);
    }

    static net::http_response unauthorized()
    {
        auto answer = plain_answer(401, "invalid credentials\n");
        answer.headers.push_back({"WWW-Authenticate", "Basic realm=\"Restricted\""});
        return answer;
    }

    static net::http_response only_get()
    {
        auto answer = plain_answer(405, "functions are those of stack.yml: change it there\n");
        answer.headers.push_back({"Allow", "GET, HEAD"});
        return answer;
    }

    static net::http_response not_found(const route& asked)
    {
        return plain_answer(404, "no function " + asked.name + "." + asked.name_space + " in stack.yml\n");
    }

    // The headers that a real gateway adds before a function sees the request.
    invocation make_invocation(const route& asked, const net::http_request& request) const
    {
        invocation call;
        call.method = request.method;
        call.path = asked.path;
        call.query = asked.query;
        call.headers = request.headers;
        call.body = request.body;
        if (net::find_header(call.headers, "X-Call-Id").empty())
            call.headers.push_back(
                {"X-Call-Id", boost::uuids::to_string(boost::uuids::random_generator()())});
        std::erase_if(call.headers,
                      [](const net::http_header& each) { return base::iequals(each.name, "X-Start-Time"); });
        const auto now = std::chrono::nanoseconds(ports_.clock.wall().time_since_epoch());
        call.headers.push_back({"X-Start-Time", std::to_string(now.count())});
        return call;
    }

    asio::awaitable<net::http_response> call(const route& asked, const net::http_request& request)
    {
        const auto found = functions_.find(asked.name, asked.name_space);
        if (!found)
            co_return not_found(asked);
        const auto made = make_invocation(asked, request);
        co_return co_await run(found, made);
    }

    asio::awaitable<net::http_response> run(live_function_ptr f, const invocation& call)
    {
        const auto limit = f->definition.max_inflight;
        if (limit > 0 && f->counts->in_flight >= limit)
            co_return at_limit(f->definition);
        const in_flight counted(f->counts);
        const auto start = ports_.clock.now();
        auto answer = co_await f->how->invoke(f->definition, call);
        const std::chrono::duration<double> took = ports_.clock.now() - start;
        const auto seconds = std::to_string(took.count());
        const std::string call_id(net::find_header(call.headers, "X-Call-Id"));
        ports_.log.info("Function called", {{"function", f->definition.qualified()},
                                            {"status", std::to_string(answer.status)},
                                            {"seconds", seconds},
                                            {"call_id", call_id}});
        answer.headers.push_back({"X-Call-Id", call_id});
        answer.headers.push_back(
            {"X-Start-Time", std::string(net::find_header(call.headers, "X-Start-Time"))});
        answer.headers.push_back({"X-Duration-Seconds", seconds});
        co_return answer;
    }

    net::http_response at_limit(const function& f) const
    {
        ports_.log.warn("Concurrency limit reached",
                        {{"function", f.qualified()}, {"max_inflight", std::to_string(f.max_inflight)}});
        auto answer = plain_answer(429, "Concurrent request limit exceeded. Max concurrent requests: " +
                                            std::to_string(f.max_inflight) + "\n");
        answer.headers.push_back({"X-OpenFaaS-Internal", "faas-middleware"});
        return answer;
    }

    net::http_response accept(const route& asked, const net::http_request& request)
    {
        if (request.body.size() > options_.max_async_body)
            return plain_answer(413, "an asynchronous call may carry " +
                                         std::to_string(options_.max_async_body) + " bytes\n");
        async_call queued;
        queued.name = asked.name;
        queued.name_space = asked.name_space;
        queued.call = make_invocation(asked, request);
        queued.callback_url = net::find_header(request.headers, "X-Callback-Url");
        auto answer = plain_answer(202, "");
        for (const auto* name : {"X-Call-Id", "X-Start-Time"})
            answer.headers.push_back({name, std::string(net::find_header(queued.call.headers, name))});
        if (!functions_.find(asked.name, asked.name_space))
            ports_.log.warn("Asynchronous call of a function that is not in stack.yml",
                            {{"function", asked.name + "." + asked.name_space}});
        if (queue_->push(std::move(queued)))
            return answer;
        answer = plain_answer(503, "too many asynchronous calls wait\n");
        answer.headers.push_back({"Retry-After", "1"});
        return answer;
    }

    asio::awaitable<void> make_async_call(const async_call& queued)
    {
        const auto found = functions_.find(queued.name, queued.name_space);
        net::http_response answer = plain_answer(404, "no function " + queued.name + "\n");
        if (found)
            answer = co_await run(found, queued.call);
        if (queued.callback_url.empty())
            co_return;
        answer.headers.push_back({"X-Function-Name", queued.name});
        answer.headers.push_back({"X-Function-Status", std::to_string(answer.status)});
        co_await ports_.send_callback(queued.callback_url, answer);
    }

    service_options options_;
    service_ports ports_;
    registry functions_;
    std::shared_ptr<async_queue> queue_;
};

}  // namespace

std::shared_ptr<service> make_service(asio::any_io_executor executor, service_options options,
                                      service_ports ports)
{
    return std::make_shared<gateway_service>(std::move(executor), std::move(options), std::move(ports));
}

}  // namespace vcenter_connector::local_gateway
