#include "event_catalogue.hpp"

#include "stop_signals.hpp"
#include "vcenter_connector/app/clients.hpp"

#include "vcenter_connector/source/vcenter_api.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;
using kinds = std::vector<vsphere::event_kind>;

class visit {
public:
    explicit visit(const config::vcenter_settings& vcenter)
        : vcenter_(vcenter), http_(app::client_for(io_.get_executor(), vcenter)),
          api_(*http_, vcenter.server.path, std::chrono::seconds(30))
    {
    }

    base::result<kinds> run()
    {
        asio::co_spawn(io_, go(), [this](std::exception_ptr error) {
            signals_.cancel();
            if (error)
                std::rethrow_exception(error);
        });
        io_.run();
        return std::move(answer_);
    }

private:
    asio::awaitable<void> go()
    {
        answer_ = co_await read();
        if (api_.logged_in())
            co_await api_.logout();
        if (stopped_)
            answer_ = base::failure(base::errc::aborted);
    }

    asio::awaitable<base::result<kinds>> read()
    {
        auto service = co_await api_.discover();
        if (!service)
            co_return service.error();
        auto who = vcenter_.credentials();
        if (!who)
            co_return who.error();
        auto session = co_await api_.login(*who);
        if (!session)
            co_return session.error();
        co_return co_await api_.event_kinds();
    }

    const config::vcenter_settings& vcenter_;
    asio::io_context io_{1};
    std::unique_ptr<net::http_client> http_;
    source::vcenter_api api_;
    base::result<kinds> answer_ = base::failure(base::errc::aborted);
    bool stopped_ = false;
    stop_signals signals_{io_.get_executor(), [this] {
                              stopped_ = true;
                              http_->abort();
                          }};
};

}  // namespace

base::result<std::vector<vsphere::event_kind>> read_event_catalogue(const config::vcenter_settings& vcenter)
{
    if (const auto usable = net::check(app::tls_of(vcenter)); !usable)
        return usable.error();
    return visit(vcenter).run();
}

}  // namespace vcenter_connector::commands
