#include "vcenter_connector/local_gateway/invocation.hpp"

#include "vcenter_connector/config/duration.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::local_gateway {

base::duration invocation::time_limit(const function& f) const
{
    auto limit = f.exec_timeout > base::duration::zero() ? f.exec_timeout : base::duration::max();
    const auto asked = config::parse_duration(net::find_header(headers, "X-Timeout"));
    if (asked && asked->count() > 0 && (limit == base::duration::max() || *asked < limit))
        limit = *asked;
    return limit;
}

net::http_response plain_answer(unsigned status, std::string text)
{
    net::http_response answer;
    answer.status = status;
    answer.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
    answer.body = std::move(text);
    return answer;
}

}  // namespace vcenter_connector::local_gateway
