#include "latency_peers.hpp"

#include "support/wait_until.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace vcenter_connector::bench {
namespace {

using namespace std::chrono_literals;

net::http_response json(std::string_view body)
{
    return {200, {{"Content-Type", "application/json"}}, std::string(body)};
}

// `sorted` is not empty.
double percentile(const std::vector<double>& sorted, double part)
{
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(part * last + 0.5)];
}

}  // namespace

latency_peers::latency_peers(std::size_t events)
    : vcenter(with_login()), posted_(events + 1), arrived_(events + 1),
      thread_(std::make_unique<test::background>())
{
    thread_->run([this] {
        server_ = net::make_http_server(thread_->executor(), {}, [this](const net::http_request& r) {
                      return answer(r);
                  }).value();
    });
}

latency_peers::~latency_peers()
{
    thread_->run([this] { server_.reset(); });
    thread_.reset();
}

boost::asio::awaitable<net::http_response> latency_peers::answer(const net::http_request& request)
{
    if (request.target.starts_with("/async-function/")) {
        note_arrival(net::find_header(request.headers, "X-Event-Id"));
        co_return net::http_response{202, {}, ""};
    }
    if (request.target == "/system/namespaces")
        co_return json(R"(["openfaas-fn"])");
    if (request.target.starts_with("/system/functions"))
        co_return json(R"([{"name":"echo","namespace":"openfaas-fn","annotations":)"
                       R"({"topic":"vm.powered.on,vm.powered.off"}}])");
    co_return json("{}");
}

void latency_peers::note_arrival(std::string_view event_id)
{
    const auto now = clock::now();
    std::size_t key = 0;
    std::from_chars(event_id.data() + event_id.rfind('/') + 1, event_id.data() + event_id.size(), key);
    if (key == 0 || key >= arrived_.size())
        throw std::runtime_error("an event that was not posted: " + std::string(event_id));
    if (arrived_[key] == clock::time_point{}) {
        arrived_[key] = now;
        ++arrivals_;
    } else {
        ++repeated_;
    }
}

bool latency_peers::followed()
{
    return vcenter.held_waits() > 0;
}

void latency_peers::post()
{
    vcenter.with([this](test::vcenter_model& model) {
        model.set_time(model.options().start +
                       std::chrono::duration_cast<base::wall_time::duration>(clock::now() - began_));
        posted_.at(posts_ + 1) = clock::now();
        model.post(sample_event(posts_++));
    });
}

std::string latency_peers::measure(const load& wanted)
{
    const auto first = posts_ + 1;
    const auto gap =
        std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(1 / wanted.per_second));
    auto next = clock::now();
    for (std::size_t i = 0; i < wanted.count; ++i, next += gap) {
        std::this_thread::sleep_until(next);
        post();
    }
    test::wait_until([&] { return arrivals_ == posts_; }, 20s);
    std::vector<double> took;
    for (auto key = first; key <= posts_; ++key)
        if (arrived_[key] != clock::time_point{})
            took.push_back(std::chrono::duration<double, std::micro>(arrived_[key] - posted_[key]).count());
    std::sort(took.begin(), took.end());
    std::ostringstream out;
    out << "{\"per_second\": " << wanted.per_second << ", \"events\": " << wanted.count
        << ", \"lost\": " << wanted.count - took.size() << ", \"repeated\": " << repeated_;
    if (!took.empty())
        out << std::fixed << ", \"p50_us\": " << percentile(took, 0.5)
            << ", \"p90_us\": " << percentile(took, 0.9) << ", \"p99_us\": " << percentile(took, 0.99)
            << ", \"max_us\": " << took.back();
    return out.str() + "}";
}

}  // namespace vcenter_connector::bench
