#include "vcenter_connector/net/http_client.hpp"

#include "request_check.hpp"
#include "tls_context.hpp"
#include "wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace vcenter_connector::net {
namespace {

namespace asio = boost::asio;
using resolver = asio::ip::tcp::resolver;

// A request under way: what `abort` has to end.
struct call {
    explicit call(const asio::any_io_executor& executor) : names(std::make_shared<resolver>(executor)) {}

    std::shared_ptr<resolver> names;
    std::unique_ptr<wire> connection;
    bool aborted = false;
};

class pooled_client final : public http_client {
public:
    pooled_client(asio::any_io_executor executor, base::endpoint server, http_client_options options,
                  std::unique_ptr<asio::ssl::context> context)
        : executor_(std::move(executor)), options_(std::move(options)), context_(std::move(context))
    {
        wire_options_.server = std::move(server);
        wire_options_.user_agent = options_.user_agent;
        wire_options_.thumbprint = options_.tls.insecure ? "" : options_.tls.thumbprint;
        wire_options_.accept_gzip = options_.accept_gzip;
    }

    asio::awaitable<base::result<http_response>> send(const http_request& request,
                                                      base::duration timeout) override
    {
        const auto deadline = std::chrono::steady_clock::now() + timeout;
        if (auto checked = check_request(request); !checked)
            co_return checked.error();
        call self(executor_);
        under_way_.push_back(&self);
        auto answer = co_await perform(self, request, deadline);
        under_way_.erase(std::find(under_way_.begin(), under_way_.end(), &self));
        if (self.aborted)
            co_return base::failure(base::errc::aborted);
        if (answer && self.connection->reusable() && idle_.size() < options_.max_idle)
            idle_.push_back(std::move(self.connection));
        co_return answer;
    }

    void abort() override
    {
        idle_.clear();
        for (auto* each : under_way_) {
            each->aborted = true;
            each->names->cancel();
            if (each->connection)
                each->connection->close();
        }
    }

private:
    using time_point = std::chrono::steady_clock::time_point;

    asio::awaitable<base::result<http_response>> perform(call& self, const http_request& request,
                                                         time_point deadline)
    {
        self.connection = take_idle();
        if (!self.connection) {
            auto opened = co_await open(self, deadline);
            if (!opened)
                co_return opened.error();
        }
        const exchange_limits limits{options_.max_body, left(deadline)};
        co_return co_await self.connection->exchange(request, limits);
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

    asio::awaitable<base::result<void>> open(call& self, time_point deadline)
    {
        auto addresses = co_await resolve(self, deadline);
        if (!addresses)
            co_return addresses.error();
        if (self.aborted)
            co_return base::failure(base::errc::aborted);
        self.connection = context_ ? make_tls_wire(executor_, wire_options_, *context_)
                                   : make_tcp_wire(executor_, wire_options_);
        co_return co_await self.connection->open(*addresses, left(deadline));
    }

    asio::awaitable<base::result<resolver::results_type>> resolve(call& self, time_point deadline)
    {
        asio::steady_timer timer(executor_, deadline);
        const auto names = self.names;
        auto late = std::make_shared<bool>(false);
        timer.async_wait([names, late](boost::system::error_code ec) {
            if (!ec) {
                *late = true;
                names->cancel();
            }
        });
        const auto port = std::to_string(wire_options_.server.port);
        auto [ec, addresses] = co_await names->async_resolve(wire_options_.server.host, port,
                                                             asio::as_tuple(asio::use_awaitable));
        if (!ec)
            co_return std::move(addresses);
        if (*late)
            co_return base::failure(base::errc::timed_out, "looking up " + wire_options_.server.host);
        co_return base::failure(ec, wire_options_.server.host);
    }

    static base::duration left(time_point deadline)
    {
        return std::max<base::duration>(deadline - std::chrono::steady_clock::now(),
                                        std::chrono::milliseconds(1));
    }

    asio::any_io_executor executor_;
    http_client_options options_;
    std::unique_ptr<asio::ssl::context> context_;
    wire_options wire_options_;
    std::vector<std::unique_ptr<wire>> idle_;
    std::vector<call*> under_way_;
};

}  // namespace

base::result<std::unique_ptr<http_client>>
make_http_client(asio::any_io_executor executor, base::endpoint server, http_client_options options)
{
    std::unique_ptr<asio::ssl::context> context;
    if (server.tls) {
        auto made = make_tls_context(options.tls);
        if (!made)
            return made.error();
        context = std::move(*made);
    }
    return std::unique_ptr<http_client>(std::make_unique<pooled_client>(
        std::move(executor), std::move(server), std::move(options), std::move(context)));
}

}  // namespace vcenter_connector::net
