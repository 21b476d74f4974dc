#include "attempt.hpp"

#include <utility>

namespace vcenter_connector::dispatch {

using policy::outcome;

std::string attempt::reason() const
{
    if (!answer)
        return answer.error().message();
    std::string reason = "HTTP " + std::to_string(answer->status);
    if (answer->status == 404)
        reason += async ? " (no such function, or the gateway has no queue)" : " (no such function)";
    return answer->excerpt.empty() ? reason : reason + ": " + answer->excerpt;
}

boost::asio::awaitable<attempt> sender::send(const store::delivery& d, invocation_manner manner)
{
    const gateway::invocation call{d.function.name,  d.function.name_space, d.event->id,
                                   d.event->topic,   d.event->content_type, d.event->body,
                                   d.event->headers, manner.async,          manner.timeout};
    const auto begun = timers_.now();
    const auto begun_wall = timers_.wall();
    auto answer = co_await invoker_.invoke(call);
    attempt made{std::move(answer), begun, begun_wall, outcome::retry, manner.async};
    const auto end = end_of(made.answer, d.function);
    made.meaning = policy::classify(end);
    if (made.meaning == outcome::ask_gateway) {
        const auto word = co_await invoker_.ask_gateway();
        if (!word && word.error().is(base::errc::aborted))
            made.meaning = outcome::aborted;
        else
            made.meaning = policy::gateway_accepts(word ? word->status : 0, word.error().code)
                               ? outcome::retry
                               : outcome::gateway_away;
    }
    co_return made;
}

policy::invocation_end sender::end_of(const base::result<gateway::invocation_answer>& answer,
                                      const store::function_name& function)
{
    policy::invocation_end end;
    if (answer)
        end.status = answer->status;
    else
        end.error = answer.error().code;
    if (end.status == 404) {
        const auto map = topics_.current();
        end.listed = !map || map->contains(function.name, function.name_space);
        topics_.refresh_soon();
    }
    return end;
}

}  // namespace vcenter_connector::dispatch
