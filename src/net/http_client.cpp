#include "vcenter_connector/net/http_client.hpp"

#include "request_check.hpp"
#include "tls_context.hpp"
#include "wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

namespace vcenter_connector::net {
namespace {

namespace asio = boost::asio;
using resolver = asio::ip::tcp::resolver;

// getaddrinfo(3) cannot be ended: whoever waits for it waits on `done`, and leaves it behind when that is
// over.
struct look_up {
    explicit look_up(const asio::any_io_executor& executor) : names(executor), done(executor) {}

    resolver names;
    asio::steady_timer done;
    bool finished = false;
    boost::system::error_code error;
    resolver::results_type addresses;
};

std::atomic<int> look_ups{0};

// A request under way: what `abort` has to end.
struct call {
    std::chrono::steady_clock::time_point deadline;
    std::shared_ptr<look_up> names;
    std::unique_ptr<wire> connection;
    bool aborted = false;
    bool overdue = false;
};

class pooled_client final : public http_client {
public:
    pooled_client(asio::any_io_executor executor, base::endpoint server, http_client_options options,
                  std::unique_ptr<tls_contexts> contexts)
        : executor_(std::move(executor)), options_(std::move(options)), contexts_(std::move(contexts)),
          watch_(std::make_shared<asio::steady_timer>(executor_))
    {
        wire_options_.server = std::move(server);
        wire_options_.user_agent = options_.user_agent;
        wire_options_.thumbprint = options_.tls.insecure ? "" : options_.tls.thumbprint;
        wire_options_.accept_gzip = options_.accept_gzip;
        wire_options_.cut_body = options_.cut_body;
        wire_options_.beginning = std::min(options_.beginning, options_.max_body);
    }

    asio::awaitable<base::result<http_response>> send(const http_request& request,
                                                      base::duration timeout) override
    {
        call self;
        self.deadline = std::chrono::steady_clock::now() + timeout;
        if (auto checked = check_request(request); !checked)
            co_return checked.error();
        under_way_.push_back(&self);
        watch(self.deadline);
        auto answer = co_await perform(self, request);
        under_way_.erase(std::find(under_way_.begin(), under_way_.end(), &self));
        if (under_way_.empty())
            unwatch();
        if (!answer && self.aborted)
            co_return base::failure(base::errc::aborted);
        if (!answer && self.overdue)
            co_return base::failure(base::errc::timed_out);
        if (answer && !self.aborted && self.connection->kept() && idle_.size() < options_.max_idle)
            idle_.push_back(std::move(self.connection));
        co_return answer;
    }

    void abort() override
    {
        idle_.clear();
        for (auto* each : under_way_) {
            each->aborted = true;
            if (each->names)
                each->names->done.cancel();
            if (each->connection)
                each->connection->close();
        }
    }

private:
    using time_point = std::chrono::steady_clock::time_point;

    // One timer for all requests. It is left alone as long as it rings before the earliest deadline: one of
    // its own for each request would cost as much as the rest of the request's bookkeeping.
    void watch(time_point deadline)
    {
        if (watched_ <= deadline)
            return;
        watched_ = deadline;
        watch_->expires_at(deadline);
        watch_->async_wait([this, alive = std::weak_ptr(watch_)](boost::system::error_code ec) {
            if (!ec && !alive.expired())
                end_overdue();
        });
    }

    void unwatch()
    {
        watched_ = time_point::max();
        watch_->cancel();
    }

    void end_overdue()
    {
        const auto now = std::chrono::steady_clock::now();
        auto next = time_point::max();
        for (auto* each : under_way_) {
            if (each->deadline > now) {
                next = std::min(next, each->deadline);
            } else if (!std::exchange(each->overdue, true) && each->connection) {
                each->connection->close();
            }
        }
        watched_ = time_point::max();
        watch(next);
    }

    asio::awaitable<base::result<http_response>> perform(call& self, const http_request& request)
    {
        self.connection = take_idle();
        if (!self.connection) {
            auto opened = co_await open(self);
            if (!opened)
                co_return opened.error();
        }
        co_return co_await self.connection->exchange(request, options_.max_body);
    }

    // The newest first: the others age and are dropped when the server has closed them.
    std::unique_ptr<wire> take_idle()
    {
        while (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            if (connection->reusable())
                return connection;
        }
        return nullptr;
    }

    asio::awaitable<base::result<void>> open(call& self)
    {
        auto addresses = co_await resolve(self);
        if (!addresses)
            co_return addresses.error();
        if (self.aborted)
            co_return base::failure(base::errc::aborted);
        if (self.overdue)
            co_return base::failure(base::errc::timed_out);
        if (!contexts_) {
            self.connection = make_tcp_wire(executor_, wire_options_);
        } else {
            const auto context = contexts_->current();
            if (!context)
                co_return context.error();
            self.connection = make_tls_wire(executor_, wire_options_, **context);
        }
        co_return co_await self.connection->open(*addresses, options_.connect_timeout, left(self.deadline));
    }

    asio::awaitable<base::result<resolver::results_type>> resolve(call& self)
    {
        const auto& server = wire_options_.server;
        const auto port = std::to_string(server.port);
        boost::system::error_code no_address;
        const auto address = asio::ip::make_address(server.host, no_address);
        if (!no_address)
            co_return resolver::results_type::create({address, server.port}, server.host, port);

        const auto names = std::make_shared<look_up>(executor_);
        self.names = names;
        names->done.expires_at(self.deadline);
        ++look_ups;
        names->names.async_resolve(server.host, port, [names](boost::system::error_code ec, auto addresses) {
            --look_ups;
            names->finished = true;
            names->error = ec;
            names->addresses = std::move(addresses);
            names->done.cancel();
        });
        co_await names->done.async_wait(asio::as_tuple(asio::use_awaitable));
        if (self.aborted)
            co_return base::failure(base::errc::aborted);
        if (!names->finished)
            co_return base::failure(base::errc::timed_out, "looking up " + server.host);
        if (names->error)
            co_return base::failure(names->error, server.host);
        co_return names->addresses;
    }

    static base::duration left(time_point deadline)
    {
        return std::max<base::duration>(deadline - std::chrono::steady_clock::now(),
                                        std::chrono::milliseconds(1));
    }

    asio::any_io_executor executor_;
    http_client_options options_;
    std::unique_ptr<tls_contexts> contexts_;
    wire_options wire_options_;
    std::vector<std::unique_ptr<wire>> idle_;
    std::vector<call*> under_way_;
    std::shared_ptr<asio::steady_timer> watch_;
    time_point watched_ = time_point::max();  // when it rings
};

}  // namespace

int look_ups_under_way() noexcept
{
    return look_ups;
}

base::result<std::unique_ptr<http_client>>
make_http_client(asio::any_io_executor executor, base::endpoint server, http_client_options options)
{
    std::unique_ptr<tls_contexts> contexts;
    if (server.tls) {
        contexts = std::make_unique<tls_contexts>(options.tls);
        if (const auto usable = contexts->current(); !usable)
            return usable.error();
    }
    return std::unique_ptr<http_client>(std::make_unique<pooled_client>(
        std::move(executor), std::move(server), std::move(options), std::move(contexts)));
}

}  // namespace vcenter_connector::net
