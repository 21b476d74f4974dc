#include "send_run.hpp"

#include "send_request.hpp"
#include "send_targets.hpp"
#include "send_text.hpp"
#include "standard_output.hpp"
#include "stop_signals.hpp"
#include "vcenter_connector/app/clients.hpp"
#include "vcenter_connector/app/payload_preset.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/gateway/list_functions.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <exception>
#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;

constexpr std::size_t answer_kept = 16U << 10U;
constexpr std::chrono::seconds list_timeout{10};

class send_run {
public:
    explicit send_run(const send_plan& plan)
        : plan_(plan), id_(events::event_id(origin_, plan.event.key)),
          topic_(events::names_of(plan.event).topic)
    {
    }

    int run()
    {
        asio::co_spawn(io_, work(), [this](std::exception_ptr error) {
            signals_.cancel();
            if (error)
                std::rethrow_exception(error);
        });
        io_.run();
        return stopped_ ? 1 : status_;
    }

private:
    gateway::gateway_access access() const
    {
        return {plan_.settings.gateway.server.path, plan_.settings.gateway.credentials};
    }

    asio::awaitable<void> work()
    {
        if (plan_.offline) {
            routing::function anybody;
            anybody.name = plan_.function.empty() ? "NAME" : plan_.function;
            print_request(anybody);
            co_return;
        }
        const auto all = co_await gateway::list_functions(*list_client_, access(), list_timeout);
        if (!all)
            co_return fail(plan_.settings.gateway.server.url() + " cannot be asked for its functions: " +
                           all.error().message() + "\n" + gateway::cure_for(all.error()));
        for (const auto& remark : gateway::remarks_on(*all))
            std::fprintf(stderr, "%s\n", remark.c_str());
        const auto targets = targets_of(plan_.event, origin_, all->functions, plan_.function);
        if (!targets)
            co_return fail(targets.error().detail);
        for (const auto& remark : targets->remarks)
            std::fprintf(stderr, "%s\n", remark.c_str());
        for (const auto& each : targets->functions) {
            if (plan_.dry_run)
                print_request(each);
            else
                co_await invoke(each);
            if (stopped_)
                co_return;
        }
    }

    events::payload payload_for(const routing::function& f) const
    {
        auto form = routing::form_of(f.options, app::payload_preset(plan_.settings.gateway));
        form.dialect = plan_.dialect.value_or(form.dialect);
        if (plan_.content_type)
            form.content_type = plan_.content_type;
        return events::render(plan_.event, origin_, form);
    }

    gateway::invocation call_for(const routing::function& f, const events::payload& payload) const
    {
        gateway::invocation call;
        call.name = f.name;
        call.name_space = f.name_space;
        call.event_id = id_;
        call.topic = topic_;
        call.content_type = payload.content_type;
        call.headers = payload.headers;
        call.body = payload.body;
        call.async = plan_.async;
        call.timeout = f.options.timeout.value_or(plan_.settings.gateway.upstream_timeout);
        return call;
    }

    void print_request(const routing::function& f)
    {
        const auto payload = payload_for(f);
        const auto call = call_for(f, payload);
        const auto& server = plan_.settings.gateway.server;
        print(plan_.json ? request_json(call, server) : request_text(call, server));
    }

    asio::awaitable<void> invoke(const routing::function& f)
    {
        const auto payload = payload_for(f);
        const auto call = call_for(f, payload);
        const auto begin = timers_->now();
        auto answer = co_await invoker_->invoke(call);
        if (stopped_)
            co_return;
        const auto took = timers_->now() - begin;
        const send_outcome outcome{store::function_name{f.name, f.name_space}.qualified(), id_,
                                   std::move(answer), took};
        if (!outcome.succeeded())
            status_ = 1;
        print(plan_.json ? outcome_json(outcome) : outcome_text(outcome));
    }

    void print(const std::string& text)
    {
        if (const auto status = print_result(text); status != 0)
            status_ = status;
    }

    void fail(const std::string& why)
    {
        status_ = 1;
        if (!stopped_)
            std::fprintf(stderr, "send: %s\n", why.c_str());
    }

    void stop()
    {
        stopped_ = true;
        std::fputs("Stopped.\n", stderr);
        list_client_->abort();
        invoke_client_->abort();
    }

    std::unique_ptr<gateway::invoker> make_invoker()
    {
        gateway::invoker_options options;
        options.access = access();
        options.body_kept = answer_kept;
        return gateway::make_invoker(*invoke_client_, std::move(options));
    }

    const send_plan& plan_;
    events::event_origin origin_ = sample_origin();
    std::string id_;
    std::string topic_;
    asio::io_context io_{1};
    std::unique_ptr<net::timers> timers_ = net::make_timers(io_.get_executor());
    std::unique_ptr<net::http_client> list_client_ =
        app::client_for(io_.get_executor(), plan_.settings.gateway);
    std::unique_ptr<net::http_client> invoke_client_ =
        app::invoking_client_for(io_.get_executor(), plan_.settings.gateway, answer_kept);
    std::unique_ptr<gateway::invoker> invoker_ = make_invoker();
    stop_signals signals_{io_.get_executor(), [this] { stop(); }};
    bool stopped_ = false;
    int status_ = 0;
};

}  // namespace

int run_send_plan(const send_plan& plan)
{
    return send_run(plan).run();
}

}  // namespace vcenter_connector::commands
