#include "network.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::simulation {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using base::errc;

base::failure refused()
{
    return base::failure(boost::system::errc::make_error_code(boost::system::errc::connection_refused));
}

class simulated_client final : public net::http_client {
public:
    simulated_client(network& way, net::timers& timers, unsigned generation)
        : way_(way), timers_(timers), generation_(generation)
    {
    }

    asio::awaitable<base::result<net::http_response>> send(const net::http_request& request,
                                                           base::duration timeout) override
    {
        const auto bell = timers_.make_alarm();
        const auto asked = std::make_shared<exchange>();
        asked->request = request;
        asked->generation = generation_;
        asked->bell = bell.get();
        const connection held(*this, asked);
        way_.begin(asked);
        const auto deadline = timers_.now() + timeout;
        while (!asked->outcome && timers_.now() < deadline)
            co_await bell->wait_until(deadline);
        if (!asked->outcome)
            co_return base::failure(errc::timed_out);
        asked->told = asked->genuine;
        auto outcome = std::move(*asked->outcome);
        co_return outcome;
    }

    void abort() override
    {
        for (const auto& each : open_)
            if (!each->outcome) {
                way_.hang_up(each);
                each->outcome = base::failure(errc::aborted);
                each->bell->ring();
            }
    }

private:
    // Ends with the coroutine, however that ends.
    struct connection {
        connection(simulated_client& c, exchange_ptr e) : client(c), asked(std::move(e))
        {
            client.open_.push_back(asked);
        }
        connection(const connection&) = delete;
        connection& operator=(const connection&) = delete;
        ~connection()
        {
            asked->bell = nullptr;
            std::erase(client.open_, asked);
            client.way_.hang_up(asked);
        }
        simulated_client& client;
        exchange_ptr asked;
    };

    network& way_;
    net::timers& timers_;
    unsigned generation_;
    std::vector<exchange_ptr> open_;
};

}  // namespace

network::network(const std::string& name, scheduler& schedule, trace& to, std::uint64_t seed, climate c)
    : name_(name), schedule_(schedule), trace_(to), random_(seed, name),
      weather_(name, schedule, to, generator(seed, name + " weather"), c)
{
}

base::duration network::delay()
{
    if (weather_.now() == mood::slow)
        return random_.chance(0.2) ? random_.between(5s, 50s) : random_.between(100ms, 5s);
    return random_.between(100us, 5ms);
}

void network::begin(const exchange_ptr& asked)
{
    if (weather_.now() == mood::refused || !server_->listening()) {
        deliver(asked, refused(), 1ms);
        return;
    }
    server_->begun(asked);
    if (weather_.now() == mood::silent)
        return;
    if (weather_.now() == mood::flaky && random_.chance(0.2)) {
        trace_.fault(name_, "request lost");
        if (random_.chance(0.7))
            deliver(asked, base::failure(errc::connection_closed), delay());
        return;
    }
    schedule_.after(delay(), [this, asked] {
        if (!asked->closed)
            arrive(asked);
    });
}

void network::arrive(const exchange_ptr& asked)
{
    if (weather_.now() == mood::silent)
        return;
    if (!server_->listening()) {
        deliver(asked, base::failure(errc::connection_closed), delay());
        return;
    }
    asked->arrived = true;
    server_->handle(asked);
}

// What has left the client arrives now or never.
void network::hang_up(const exchange_ptr& asked)
{
    if (std::exchange(asked->closed, true))
        return;
    const auto now = weather_.now();
    if (!asked->arrived && server_->listening() && now != mood::silent && now != mood::refused &&
        random_.chance(0.5)) {
        trace_.note(name_, "arrives after its client has gone");
        arrive(asked);
    }
    if (asked->arrived)
        server_->hung_up(asked);
}

bool network::lose_answer(const exchange_ptr& asked)
{
    if (weather_.now() == mood::silent)
        return true;
    if (weather_.now() != mood::flaky || !random_.chance(0.25))
        return false;
    trace_.fault(name_, "answer lost");
    const auto how = random_.below(4);
    if (how == 0)
        deliver(asked, base::failure(errc::connection_closed), delay());
    if (how == 1)
        deliver(asked, base::failure(errc::truncated_body), delay());
    if (how == 2)
        deliver(asked, net::http_response{502, {}, "<html>Bad gateway</html>"}, delay());
    return true;
}

void network::answer(const exchange_ptr& asked, net::http_response with)
{
    if (!asked->closed && !lose_answer(asked))
        deliver(asked, std::move(with), delay(), true);
}

void network::cut(const exchange_ptr& asked, base::failure why)
{
    if (!asked->closed && weather_.now() != mood::silent)
        deliver(asked, std::move(why), delay());
}

void network::deliver(const exchange_ptr& asked, http_result what, base::duration in, bool genuine)
{
    schedule_.after(in, [asked, what = std::move(what), genuine]() mutable {
        if (asked->closed || asked->outcome)
            return;
        asked->outcome = std::move(what);
        asked->genuine = genuine;
        asked->closed = true;
        if (asked->bell)
            asked->bell->ring();
    });
}

std::unique_ptr<net::http_client> make_simulated_client(network& way, net::timers& timers,
                                                        unsigned generation)
{
    return std::make_unique<simulated_client>(way, timers, generation);
}

}  // namespace vcenter_connector::simulation
