#include "attempt.hpp"

#include <utility>

namespace vcenter_connector::dispatch {

using policy::outcome;

policy::invocation_end attempt::end() const noexcept
{
    policy::invocation_end end;
    end.async = async;
    if (answer) {
        end.status = answer->status;
        end.text = answer->excerpt;
    } else {
        end.error = answer.error().code;
    }
    return end;
}

std::string attempt::reason() const
{
    if (!answer)
        return answer.error().message();
    std::string reason = "HTTP " + std::to_string(answer->status);
    if (!answer->location.empty())
        reason += ", a redirect to " + answer->location + ", which is not followed";
    if (answer->status == 404)
        reason += async ? " (no such function, or the gateway has no queue)" : " (no such function)";
    if (policy::too_large_for_queue(end()))
        reason +=
            " (the body has " + std::to_string(body_size) +
            " bytes, more than the gateway's queue takes: choose a smaller payload or vcenter.mode sync)";
    return answer->excerpt.empty() ? reason : reason + ": " + answer->excerpt;
}

std::string_view attempt::cure() const
{
    if (policy::invocations_disabled(end()))
        return "remove functions until there are as many as the licence of OpenFaaS CE allows, or use "
               "another "
               "edition, and restart the gateway";
    if (answer && !answer->location.empty())
        return "make -gateway the URL that the redirect names, or remove what redirects";
    return "check that the gateway runs, that -gateway is its URL, and its credentials";
}

boost::asio::awaitable<attempt> sender::send(const store::delivery& d, invocation_manner manner)
{
    const gateway::invocation call{d.function.name,  d.function.name_space, d.event->id,
                                   d.event->topic,   d.event->content_type, d.event->body,
                                   d.event->headers, manner.async,          manner.timeout};
    const auto begun = timers_.now();
    const auto begun_wall = timers_.wall();
    auto answer = co_await invoker_.invoke(call);
    attempt made{std::move(answer), begun, begun_wall, outcome::retry, manner.async, call.body.size()};
    const auto end = end_of(made, d.function);
    made.meaning = policy::classify(end);
    if (made.meaning == outcome::ask_gateway) {
        const auto word = co_await invoker_.ask_gateway();
        if (!word && word.error().is(base::errc::aborted))
            made.meaning = outcome::aborted;
        else
            made.meaning = policy::classify_asked(
                end, policy::gateway_accepts(word ? word->status : 0, word.error().code));
    }
    co_return made;
}

policy::invocation_end sender::end_of(const attempt& made, const store::function_name& function)
{
    auto end = made.end();
    if (end.status == 404) {
        const auto map = topics_.current();
        end.listed = !map || map->contains(function.name, function.name_space);
        topics_.refresh_soon();
    }
    return end;
}

}  // namespace vcenter_connector::dispatch
