// A scripted server behind the HTTP client port.
#pragma once

#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/net/timers.hpp"

#include <functional>
#include <list>
#include <string>
#include <vector>

namespace vcenter_connector::test {

/// Answers requests by the first rule that fits and is not used up; 404 when none does. Answers take the time
/// that their rule says, on the clock of the test; a request that takes longer than its time-out fails with
/// `timed_out`.
class fake_http_client final : public net::http_client {
public:
    struct answer {
        base::result<net::http_response> value;
        base::duration after = base::duration::zero();
    };

    class rule {
    public:
        rule& reply(unsigned status, std::string body = {}, net::http_headers headers = {});
        rule& fail(base::failure why);
        rule& call(std::function<answer(const net::http_request&)> handler);
        /// How long the answer takes.
        rule& after(base::duration time);
        /// No answer until `release`.
        rule& hold();
        /// The rule holds for that many requests; without this for all.
        rule& times(std::size_t count);

    private:
        friend class fake_http_client;
        bool fits(const net::http_request& request) const;

        std::string method_;
        std::string target_;
        std::function<answer(const net::http_request&)> handler_;
        base::duration after_ = base::duration::zero();
        std::size_t left_ = SIZE_MAX;
        bool held_ = false;
    };

    explicit fake_http_client(net::timers& timers) : timers_(timers) {}

    /// A target that ends with '*' fits every target with that beginning. Rules made later come after.
    rule& when(std::string method, std::string target);
    /// Forgets all rules.
    void clear() { rules_.clear(); }
    /// Lets the held answers go.
    void release();

    const std::vector<net::http_request>& requests() const noexcept { return requests_; }
    std::size_t count(std::string_view method, std::string_view target_prefix) const;
    std::size_t under_way() const noexcept { return under_way_.size(); }
    std::size_t most_under_way() const noexcept { return most_under_way_; }

    boost::asio::awaitable<base::result<net::http_response>> send(const net::http_request& request,
                                                                  base::duration timeout) override;
    void abort() override;

private:
    struct call_state {
        net::alarm* bell;
        bool held;
        bool aborted = false;
    };

    answer answer_to(const net::http_request& request, bool& held);

    net::timers& timers_;
    std::list<rule> rules_;
    std::vector<net::http_request> requests_;
    std::vector<call_state*> under_way_;
    std::size_t most_under_way_ = 0;
};

}  // namespace vcenter_connector::test
