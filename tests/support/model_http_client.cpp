#include "support/model_http_client.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vcenter_connector::test {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using base::errc;

// Linux sends a SYN again after 1 s and after 2 s more; the connector gives up after 4 s.
constexpr std::array<base::duration, 3> syns{0s, 1s, 3s};
constexpr base::duration connect_timeout = 4s;

net::http_response response_of(const server_reply& reply)
{
    return {reply.status, std::move(reply.headers), std::move(reply.body)};
}

}  // namespace

model_http_client::model_http_client(vcenter_model& model, net::timers& timers)
    : model_(model), timers_(timers), seen_(timers.now())
{
}

void model_http_client::set(network state)
{
    network_ = state;
    if (state == network::up)
        return;
    connected_ = connected_ && state == network::silent;
    for (auto& each : calls_) {
        each.lost = true;
        if (state == network::refusing)
            each.deadline = timers_.now();
        each.bell->ring();
    }
}

void model_http_client::stall_next(std::string label, bool takes_effect)
{
    stall_.emplace(std::move(label), takes_effect);
}

bool model_http_client::meets_stall(const server_request& request)
{
    const bool met = stall_ && model_.label(request) == stall_->first;
    if (met)
        stall_.reset();
    return met;
}

void model_http_client::poke()
{
    for (auto& each : calls_)
        each.bell->ring();
}

void model_http_client::catch_up()
{
    const auto now = timers_.now();
    model_.advance(now - std::exchange(seen_, now));
}

asio::awaitable<base::result<net::http_response>> model_http_client::send(const net::http_request& request,
                                                                          base::duration timeout)
{
    const auto bell = timers_.make_alarm();
    const auto self = calls_.insert(calls_.end(), call{bell.get(), timers_.now() + timeout});
    auto answer = co_await perform(*self, request);
    if (self->aborted)
        answer = base::failure(errc::aborted);
    if (!answer)
        connected_ = false;
    calls_.erase(self);
    co_return answer;
}

void model_http_client::abort()
{
    connected_ = false;
    for (auto& each : calls_) {
        each.aborted = true;
        each.bell->ring();
    }
}

asio::awaitable<base::result<net::http_response>> model_http_client::perform(call& self,
                                                                             const net::http_request& request)
{
    if (!connected_) {
        const auto done = co_await connect(self);
        if (!done)
            co_return done.error();
    }
    self.lost = self.lost || network_ == network::silent;
    const auto arrived = timers_.now() + latency_;
    co_await pause(self, arrived);
    if (self.lost)
        co_await pause(self, self.deadline);
    if (over(self) || self.lost)
        co_return base::failure(errc::timed_out);
    catch_up();
    server_request received;
    received.method = request.method;
    received.target = request.target;
    received.headers = request.headers;
    received.body = request.body;
    const bool takes_effect = !stall_ || stall_->second;
    const bool stalls = meets_stall(received);
    auto said = takes_effect || !stalls ? model_.handle(received) : verdict{server_reply{}};
    if (stalls) {
        model_.drop(said.ticket);
        co_await pause(self, self.deadline);
        co_return base::failure(errc::timed_out);
    }
    const auto label = model_.label(received);
    if (said.reply)
        co_return co_await finish(self, label, *said.reply);
    const auto late = co_await held(self, said);
    if (!late)
        co_return late.error();
    co_return co_await finish(self, label, *late);
}

asio::awaitable<base::result<net::http_response>>
model_http_client::finish(call& self, const std::string& label, const server_reply& reply)
{
    auto response = response_of(reply);
    auto other = meddle ? meddle(label, response) : std::nullopt;
    if (!other)
        co_return response;
    if (other->has_error() && other->error().is(errc::timed_out))
        co_await pause(self, self.deadline);
    co_return std::move(*other);
}

asio::awaitable<base::result<void>> model_http_client::connect(call& self)
{
    const auto begin = timers_.now();
    for (const auto& syn : syns) {
        co_await pause(self, begin + syn);
        if (self.aborted)
            co_return base::failure(errc::aborted);
        self.lost = false;
        if (network_ == network::refusing)
            co_return base::failure(boost::asio::error::connection_refused);
        connected_ = network_ == network::up;
        if (connected_)
            co_return base::result<void>();
    }
    co_await pause(self, begin + connect_timeout);
    co_return base::failure(errc::timed_out);
}

asio::awaitable<base::result<server_reply>> model_http_client::held(call& self, const verdict& said)
{
    const auto late_at = timers_.now() + said.hold;
    while (!over(self) && !self.lost) {
        catch_up();
        auto answer = model_.resume(said.ticket, timers_.now() >= late_at);
        if (answer)
            co_return std::move(*answer);
        co_await self.bell->wait_until(std::min(late_at, self.deadline));
    }
    model_.drop(said.ticket);
    if (self.lost)
        co_await pause(self, self.deadline);
    co_return base::failure(errc::timed_out);
}

// Rings do not end it, except that of an abort.
asio::awaitable<void> model_http_client::pause(call& self, base::steady_time until)
{
    while (!self.aborted && timers_.now() < until && timers_.now() < self.deadline)
        co_await self.bell->wait_until(std::min(until, self.deadline));
}

}  // namespace vcenter_connector::test
