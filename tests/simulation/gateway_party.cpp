#include "gateway_party.hpp"

#include "vcenter_party.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace vcenter_connector::simulation {
namespace {

using namespace std::chrono_literals;

std::int32_t key_of(const exchange& asked)
{
    const auto event_id = net::find_header(asked.request.headers, "X-Event-Id");
    std::int32_t key = 0;
    const auto digits = event_id.substr(event_id.rfind('/') + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), key);
    return key;
}

// NAME or NAME.NS behind the last slash.
std::string_view name_of(std::string_view target)
{
    const auto name = target.substr(target.rfind('/') + 1);
    return name.substr(0, name.find('.'));
}

}  // namespace

gateway_party::gateway_party(scheduler& schedule, network& way, trace& to, contract& ledger,
                             std::uint64_t seed, const gateway_plan& plan)
    : schedule_(schedule), way_(way), trace_(to), contract_(ledger), plan_(plan), seed_(seed),
      fate_(seed, "gateway"), work_(seed, "functions")
{
    way.serve(*this);
    make_functions(plan.functions);
    if (plan_.faulty)
        fault_later();
}

void gateway_party::make_functions(std::size_t count)
{
    for (std::size_t i = 0; i <= count; ++i) {
        function_state made;
        made.name = "function" + std::to_string(i);
        for (const auto& each : event_classes())
            if (fate_.chance(0.4))
                made.topics.push_back(each.topic);
        if (made.topics.empty())
            made.topics.push_back(event_classes().front().topic);
        made.comes_and_goes = i == count;
        contract_.add_function(made.name, made.topics, !made.comes_and_goes);
        if (made.comes_and_goes)
            contract_.unlisted(i);
        functions_.push_back(std::move(made));
    }
}

std::string gateway_party::list() const
{
    std::string out;
    for (const auto& each : functions_) {
        if (!each.listed)
            continue;
        std::string topics;
        for (const auto& topic : each.topics)
            topics += (topics.empty() ? "" : ",") + topic;
        out += (out.empty() ? "" : ",") + std::string(R"({"name":")") + each.name +
               R"(","annotations":{"topic":")" + topics + R"("}})";
    }
    return "[" + out + "]";
}

void gateway_party::answer(const exchange_ptr& asked, unsigned status, std::string body,
                           net::http_headers headers)
{
    way_.answer(asked, {status, std::move(headers), std::move(body)});
}

void gateway_party::handle(const exchange_ptr& asked)
{
    const std::string& target = asked->request.target;
    if (says_to_all_ != 0)
        answer(asked, says_to_all_, "not now");
    else if (asked->request.method == "POST")
        invoke(asked);
    else if (target.starts_with("/system/namespaces"))
        answer(asked, 404);
    else if (target.starts_with("/system/functions"))
        answer(asked, 200, list());
    else
        answer(asked, 200, "{}");
}

std::size_t gateway_party::function_of(const exchange& asked) const
{
    const auto name = name_of(asked.request.target);
    const auto found = std::find_if(functions_.begin(), functions_.end(),
                                    [&](const function_state& each) { return each.name == name; });
    return static_cast<std::size_t>(found - functions_.begin());
}

void gateway_party::begun(const exchange_ptr& asked)
{
    if (asked->request.method == "POST")
        contract_.attempted(function_of(*asked), key_of(*asked));
}

void gateway_party::invoke(const exchange_ptr& asked)
{
    const auto function = function_of(*asked);
    const auto key = key_of(*asked);
    contract_.asked(function, key, *asked);
    if (poisoned(function, key)) {
        contract_.poisoned(function, key);
        trace_.fault("gateway", "event refused for good", functions_[function].name);
        answer(asked, 413, "too large for me");
    } else if (functions_[function].takes()) {
        accept(function, key, asked);
    } else {
        refuse(function, key, asked);
    }
}

// The same for every attempt.
bool gateway_party::poisoned(std::size_t function, std::int32_t key) const
{
    if (plan_.poison <= 0)
        return false;
    generator fixed(seed_ ^ (function << 40U) ^ static_cast<std::uint32_t>(key), "poison");
    return fixed.chance(plan_.poison);
}

void gateway_party::accept(std::size_t function, std::int32_t key, const exchange_ptr& asked)
{
    const auto& f = functions_[function];
    trace_.note("gateway", "accepted by", f.name, key);
    contract_.received(function, key, asked);
    if (f.how == state::hanging && work_.chance(0.7)) {
        trace_.fault("gateway", "function does not answer", f.name);
        return;
    }
    const auto time = f.how == state::slow ? work_.between(1s, 20s) : work_.between(1ms, 60ms);
    schedule_.after(time, [this, asked] {
        if (up_)
            answer(asked, 202);
        else
            way_.cut(asked, base::failure(base::errc::connection_closed));
    });
}

void gateway_party::refuse(std::size_t function, std::int32_t key, const exchange_ptr& asked)
{
    static constexpr unsigned failures[] = {500, 502, 503, 504, 408, 425};
    const auto& f = functions_[function];
    auto status = work_.pick(failures);
    net::http_headers headers;
    base::duration wait{0};
    if (!f.listed || f.how == state::away)
        status = 404;
    else if (f.how == state::busy)
        status = 429;
    if ((status == 429 || status == 503) && work_.chance(0.5)) {
        const auto seconds = work_.from_to(1, 120);
        wait = std::chrono::seconds(seconds);
        headers.push_back({"Retry-After", std::to_string(seconds)});
    }
    trace_.note("gateway", "refused by", f.name + " with " + std::to_string(status), key);
    contract_.refused(function, key, asked, wait);
    answer(asked, status, "no", std::move(headers));
}

void gateway_party::fault_later()
{
    schedule_.after(fate_.about(plan_.between_faults), [this] {
        if (!plan_.faulty)
            return;
        befall();
        fault_later();
    });
}

void gateway_party::befall()
{
    const auto fault = ++faults_;
    const auto over = [this, fault](auto undo) {
        return [this, fault, undo] {
            if (faults_ == fault)
                undo();
        };
    };
    const auto what = fate_.below(10);
    if (what == 0) {
        trace_.fault("gateway", "crash");
        up_ = false;
        schedule_.after(fate_.chance(0.3) ? fate_.about(3h) : fate_.about(5min), [this] { up_ = true; });
    } else if (what == 1) {
        static constexpr unsigned statuses[] = {401, 403, 502, 503};
        says_to_all_ = fate_.pick(statuses);
        trace_.fault("gateway", "answers all with", std::to_string(says_to_all_));
        schedule_.after(fate_.about(10min), over([this] { says_to_all_ = 0; }));
    } else {
        befall_function(fate_.below(functions_.size()));
    }
}

void gateway_party::befall_function(std::size_t which)
{
    auto& f = functions_[which];
    if (f.comes_and_goes && fate_.chance(0.5)) {
        f.listed = !f.listed;
        trace_.fault("gateway", f.listed ? "function added" : "function removed", f.name);
        return;
    }
    static constexpr const char* names[] = {"well", "failing", "busy", "away", "hanging", "slow"};
    f.how = static_cast<state>(fate_.from_to(1, 5));
    trace_.fault("gateway", std::string("function ") + names[static_cast<int>(f.how)], f.name);
    const bool long_one = plan_.long_outages && f.how == state::failing && fate_.chance(0.1);
    schedule_.after(long_one ? fate_.about(24h) : fate_.about(10min), [this, which] {
        functions_[which].how = state::well;
        trace_.note("gateway", "function well", functions_[which].name);
    });
}

void gateway_party::heal()
{
    plan_.faulty = false;
    up_ = true;
    says_to_all_ = 0;
    for (auto& each : functions_)
        each.how = state::well;
}

}  // namespace vcenter_connector::simulation
