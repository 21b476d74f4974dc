#include "support/fake_http_client.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::test {

using rule = fake_http_client::rule;

rule& rule::reply(unsigned status, std::string body, net::http_headers headers)
{
    net::http_response response{status, std::move(headers), std::move(body)};
    handler_ = [response = std::move(response)](const net::http_request&) { return answer{response}; };
    return *this;
}

rule& rule::fail(base::failure why)
{
    handler_ = [why = std::move(why)](const net::http_request&) { return answer{why}; };
    return *this;
}

rule& rule::call(std::function<answer(const net::http_request&)> handler)
{
    handler_ = std::move(handler);
    return *this;
}

rule& rule::after(base::duration time)
{
    after_ = time;
    return *this;
}

rule& rule::hold()
{
    held_ = true;
    return *this;
}

rule& rule::times(std::size_t count)
{
    left_ = count;
    return *this;
}

bool rule::fits(const net::http_request& request) const
{
    if (left_ == 0 || !handler_ || request.method != method_)
        return false;
    if (target_.ends_with('*'))
        return request.target.starts_with(std::string_view(target_).substr(0, target_.size() - 1));
    return request.target == target_;
}

rule& fake_http_client::when(std::string method, std::string target)
{
    auto& made = rules_.emplace_back();
    made.method_ = std::move(method);
    made.target_ = std::move(target);
    return made;
}

void fake_http_client::release()
{
    for (auto* call : under_way_)
        if (std::exchange(call->held, false))
            call->bell->ring();
}

std::size_t fake_http_client::count(std::string_view method, std::string_view target_prefix) const
{
    return static_cast<std::size_t>(std::count_if(requests_.begin(), requests_.end(), [&](const auto& r) {
        return r.method == method && std::string_view(r.target).starts_with(target_prefix);
    }));
}

fake_http_client::answer fake_http_client::answer_to(const net::http_request& request, bool& held)
{
    for (auto& each : rules_) {
        if (!each.fits(request))
            continue;
        --each.left_;
        held = each.held_;
        auto given = each.handler_(request);
        given.after += each.after_;
        return given;
    }
    return {net::http_response{404, {}, "no rule"}};
}

boost::asio::awaitable<base::result<net::http_response>>
fake_http_client::send(const net::http_request& request, base::duration timeout)
{
    requests_.push_back(request);
    const auto bell = timers_.make_alarm();
    call_state self{bell.get(), false};
    under_way_.push_back(&self);
    most_under_way_ = std::max(most_under_way_, under_way_.size());
    auto given = answer_to(request, self.held);

    const auto deadline = timers_.now() + timeout;
    const auto ready = timers_.now() + given.after;
    const auto pending = [&] { return self.held || timers_.now() < ready; };
    while (!self.aborted && pending() && timers_.now() < deadline)
        co_await bell->wait_until(self.held ? deadline : std::min(ready, deadline));
    under_way_.erase(std::find(under_way_.begin(), under_way_.end(), &self));
    if (self.aborted)
        co_return base::failure(base::errc::aborted);
    if (pending())
        co_return base::failure(base::errc::timed_out);
    co_return std::move(given.value);
}

void fake_http_client::abort()
{
    for (auto* call : under_way_) {
        call->aborted = true;
        call->bell->ring();
    }
}

}  // namespace vcenter_connector::test
