#include "vcenter_connector/local_gateway/run.hpp"

#include "vcenter_connector/app/log.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/local_gateway/options.hpp"
#include "vcenter_connector/local_gateway/process_invoker.hpp"
#include "vcenter_connector/local_gateway/service.hpp"
#include "vcenter_connector/local_gateway/upstream_invoker.hpp"
#include "vcenter_connector/net/http_server.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/version.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace asio = boost::asio;

void print_line(std::string_view line)
{
    std::fprintf(stdout, "%.*s\n", static_cast<int>(line.size()), line.data());
    std::fflush(stdout);
}

text_map own_environment()
{
    text_map out;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view text = *each;
        const auto equals = text.find('=');
        if (equals != std::string_view::npos)
            out.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return out;
}

stack::variable_lookup lookup_in(text_map variables)
{
    return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

// The running program. What functions in their last moments may still write to comes before the event loop,
// which holds what is left of them until it goes.
class program {
public:
    program(options o, loaded_stack first, base::secret password)
        : options_(std::move(o)), loaded_(std::move(first)), log_(app::make_log(options_.log)),
          password_(std::move(password))
    {
    }

    int run()
    {
        const auto executor = context_.get_executor();
        service_ = make_service(executor, {options_.user, password_},
                                {invokers(), make_callback_sender(executor, *log_), *log_, *timers_});
        const auto answer = [this](const net::http_request& request) { return service_->answer(request); };
        net::http_server_options listening;
        listening.address = options_.address;
        listening.port = options_.port;
        auto server = net::make_http_server(executor, listening, answer);
        if (server.has_error()) {
            log_->error("Cannot listen", {{"error", server.error().message()}});
            return 1;
        }
        warn(loaded_.found);
        service_->use(loaded_.functions);
        say_ready((*server)->port());
        wait_for_signal();
        wait_for_change();
        context_.run();
        shut_down(**server);
        return 0;
    }

private:
    invoker_factory invokers()
    {
        process_invoker_options limits;
        limits.inherited = own_environment();
        limits.max_processes = options_.max_processes;
        auto processes = make_process_invoker(*runner_, sink_, *log_, std::move(limits));
        return [this, processes](const function& f) {
            return f.upstream ? make_upstream_invoker(context_.get_executor(), *f.upstream, *log_)
                              : processes;
        };
    }

    void warn(const problems& found)
    {
        for (const auto& each : found)
            log_->warn(each.message());
    }

    void say_ready(std::uint16_t port)
    {
        const auto address = asio::ip::make_address(options_.address);
        if (!address.is_loopback())
            log_->warn("Everybody who can reach this address can run the functions",
                       {{"address", options_.address}});
        const auto host = address.is_v6() ? "[" + options_.address + "]" : options_.address;
        sink_("local-gateway ready url=http://" + host + ":" + std::to_string(port) +
              " functions=" + std::to_string(loaded_.functions.size()));
    }

    void wait_for_signal()
    {
        signals_.async_wait([this](boost::system::error_code ec, int number) {
            if (ec)
                return;
            if (number == SIGHUP) {
                load_again();
                wait_for_signal();
            } else {
                context_.stop();
            }
        });
    }

    void wait_for_change()
    {
        change_.expires_after(std::chrono::seconds(2));
        change_.async_wait([this](boost::system::error_code ec) {
            if (ec)
                return;
            if (is_outdated(loaded_))
                load_again();
            wait_for_change();
        });
    }

    void load_again()
    {
        loaded_ = load_stack(options_.source);
        if (has_mistake(loaded_.found)) {
            for (const auto& each : loaded_.found)
                log_->error(each.message());
            log_->error("The stack file cannot be used; the functions stay as they were",
                        {{"file", options_.source.path}});
            return;
        }
        warn(loaded_.found);
        service_->use(loaded_.functions);
        log_->info("The stack file was read again",
                   {{"file", options_.source.path}, {"functions", std::to_string(loaded_.functions.size())}});
    }

    // The loop runs on until nothing is left to do, and no longer than the calls under way are given.
    void shut_down(net::http_server& server)
    {
        log_->info("Stopping");
        context_.restart();
        signals_.cancel();
        change_.cancel();
        server.stop();
        service_->stop();
        service_->use({});
        context_.run_for(std::chrono::seconds(5));
        if (!context_.stopped()) {
            runner_->kill_all();
            context_.run_for(std::chrono::seconds(1));
        }
    }

    options options_;
    loaded_stack loaded_;
    std::unique_ptr<base::log> log_;
    base::secret password_;
    line_sink sink_ = print_line;
    asio::io_context context_{1};
    std::unique_ptr<net::timers> timers_ = net::make_timers(context_.get_executor());
    std::shared_ptr<process_runner> runner_ = make_process_runner(context_.get_executor());
    asio::signal_set signals_{context_, SIGTERM, SIGINT, SIGHUP};
    asio::steady_timer change_{context_};
    std::shared_ptr<service> service_;
};

std::optional<base::secret> read_password(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto trimmed = base::trim(text);
    if (!file || trimmed.empty())
        return std::nullopt;
    return base::secret(std::string(trimmed));
}

int refuse(const std::vector<std::string>& mistakes)
{
    for (const auto& each : mistakes)
        std::fprintf(stderr, "local-gateway: %s\n", each.c_str());
    std::fprintf(stderr, "local-gateway: see 'local-gateway -help'\n");
    return 2;
}

int start(parsed_options given)
{
    if (given.value.help || given.value.version) {
        print_line(given.value.help ? usage() : std::string("local-gateway ") + version);
        return 0;
    }
    given.value.source.variables = lookup_in(own_environment());
    base::secret password;
    if (!given.value.password_file.empty()) {
        auto read = read_password(given.value.password_file);
        if (!read)
            given.mistakes.push_back("-basic-auth-password-file: cannot read a password from " +
                                     given.value.password_file);
        else
            password = *std::move(read);
    }
    auto loaded = load_stack(given.value.source);
    for (const auto& each : loaded.found)
        if (!each.warning)
            given.mistakes.push_back(each.message());
    if (!given.mistakes.empty())
        return refuse(given.mistakes);
    return program(std::move(given.value), std::move(loaded), std::move(password)).run();
}

}  // namespace

int run(int argc, const char* const* argv)
{
    try {
        const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
        return start(parse_options(words));
    } catch (const std::exception& e) {
        std::fprintf(stderr, "local-gateway: %s\n", e.what());
        return 1;
    }
}

}  // namespace vcenter_connector::local_gateway
