#include "vcenter_connector/source/follower.hpp"

#include "commit_watch.hpp"
#include "reading.hpp"
#include "resumption.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/policy/reconnect.hpp"
#include "vcenter_connector/vsphere/time.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace vcenter_connector::source {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace boost::asio::experimental::awaitable_operators;
using base::errc;
using base::seconds_text;

// A session that lived this long was a good one: the next failure is a new one.
constexpr base::duration proven = 30s;
// How often a refused login looks whether the credentials have changed.
constexpr base::duration look_at_secret = 5s;
constexpr base::duration remind = 600s;
constexpr std::size_t most_kinds = 32;

class vcenter_follower final : public follower {
public:
    vcenter_follower(follower_options options, follower_ports ports)
        : options_(std::move(options)), ports_(std::move(ports)),
          api_(ports_.http, options_.server.path, options_.longest_wait),
          resumption_(ports_.journal, ports_.log,
                      {options_.server.url(), options_.start, options_.max_replay_age}),
          commits_(ports_.timers, ports_.log, ports_.journal, options_.server.url()),
          intake_(ports_.journal, ports_.log, ports_.functions, commits_, options_.intake),
          delays_(options_.random), alarm_(ports_.timers.make_alarm())
    {
    }

    asio::awaitable<void> run() override { co_await (follow_and_leave() && commits_.run()); }

    void stop() override
    {
        abandon_ = std::exchange(stopping_, true);
        if (reading_)
            reading_->stop();
        api_.leave();
        alarm_->ring();
        ports_.http.abort();
    }

private:
    asio::awaitable<void> follow_and_leave()
    {
        while (!stopping_) {
            const auto why = co_await follow();
            if (stopping_)
                break;
            if (followed_since_ && ports_.timers.now() - *followed_since_ >= proven)
                delays_.connected();
            followed_since_.reset();
            if (options_.callbacks.gives_up && options_.callbacks.gives_up(why))
                break;
            const auto wait = delays_.after(why);
            report(why, wait);
            co_await pause(wait, why);
        }
        co_await leave();
        commits_.stop();
    }

    // One session, from the first call to the failure that ends it.
    asio::awaitable<base::failure> follow()
    {
        auto connected = co_await connect();
        if (!connected)
            co_return connected.error();
        const bool matched = co_await ports_.functions_ready();
        if (!matched || stopping_)
            co_return errc::aborted;

        reading_.emplace(api_, intake_, resumption_.window(), watch_, ports_.timers, ports_.log);
        auto done = co_await reading_->begin(now_there_);
        if (done)
            announce();
        while (done && !stopping_) {
            if (options_.callbacks.caught_up)
                options_.callbacks.caught_up();
            if (!stopping_)
                done = co_await reading_->next();
        }
        if (!stopping_)
            reading_.reset();
        co_return done ? base::failure(errc::aborted) : done.error();
    }

    asio::awaitable<base::result<void>> connect()
    {
        auto service = co_await api_.discover();
        if (!service)
            co_return service.error();
        auto who = options_.credentials();
        if (!who)
            co_return who.error();
        auto logged_in = co_await api_.login(*who);
        if (!logged_in) {
            refused_ = std::move(*who);
            co_return logged_in.error();
        }
        intake_.logged_in(*logged_in);
        auto now = co_await api_.current_time();
        if (!now)
            co_return now.error();
        now_there_ = *now;
        // A bare host may have no id; ids of events must not be the same for two of them.
        if (service->instance_uuid.empty())
            service->instance_uuid = options_.server.authority();
        service_ = std::move(*service);
        auto categories = co_await api_.event_categories();
        report_categories(categories.error());
        intake_.describe({options_.server.authority(), options_.server.url(), service_.instance_uuid,
                          service_.api_version,
                          categories ? std::move(*categories) : events::category_catalogue()});
        co_return co_await resume();
    }

    asio::awaitable<base::result<void>> resume()
    {
        resumption_.compare_clocks(ports_.timers.wall(), now_there_);
        const auto first = co_await resumption_.settle(service_.instance_uuid, now_there_);
        if (!first)
            co_return first.error();
        checkpoint_due_ = checkpoint_due_ || *first;
        if (!checkpoint_due_)
            co_return base::result<void>();
        // A restart begins here even if no event ever comes.
        const auto& window = resumption_.window();
        std::vector<base::event_mark> none;
        auto done = co_await intake_.note(window.last_taken(), window.safe_from(), std::move(none));
        checkpoint_due_ = !done;
        co_return done;
    }

    void announce()
    {
        followed_since_ = ports_.timers.now();
        std::vector<base::log_field> fields{
            {"vcenter", options_.server.url()},
            {"version", service_.full_name},
            {"instance_uuid", service_.instance_uuid},
            {"from", vsphere::format_time(resumption_.window().resume_from())}};
        if (away_since_)
            fields.push_back({"away_for", seconds_text(*followed_since_ - *away_since_)});
        ports_.log.write(base::log_level::info, away_since_ ? following_again : "Following vCenter", fields);
        away_since_.reset();
        reminders_.clear();
    }

    // Once, however often vCenter is connected to; again when it has another reason.
    void report_categories(const base::failure& why)
    {
        if (stopping_ || why.code == no_categories_.code)
            return;
        no_categories_ = why;
        if (why.code)
            ports_.log.warn("vCenter does not say which categories its events have; all count as info",
                            {{"error", why.message()}});
    }

    // Once per failure, not once per attempt.
    void report(const base::failure& why, base::duration wait)
    {
        const auto now = ports_.timers.now();
        if (!away_since_)
            away_since_ = now;
        if (wait == base::duration::zero()) {
            ports_.log.info("The vCenter session has ended; logging in again",
                            {{"vcenter", options_.server.url()}});
            return;
        }
        // What a server says beside its status may differ each time, and so may the call that gets no answer.
        const auto kind =
            why.code.message() + (why.is(errc::timed_out) ? "" : why.detail.substr(0, why.detail.find(' ')));
        // Two that come in turn are told once each, too.
        if (reminders_.size() >= most_kinds)
            reminders_.clear();
        auto& next = reminders_[kind];
        if (now < next)
            return;
        next = now + remind;
        const auto* message =
            why.is(errc::invalid_login) ? "vCenter refuses the login" : "vCenter cannot be followed";
        std::vector<base::log_field> fields{{"vcenter", options_.server.url()},
                                            {"error", why.message()},
                                            {"next_try_in", seconds_text(wait)}};
        if (const std::string cure = policy::cure_for(why); !cure.empty())
            fields.push_back({"cure", cure});
        ports_.log.write(base::log_level::error, message, fields);
    }

    asio::awaitable<void> pause(base::duration wait, const base::failure& why)
    {
        const auto end = ports_.timers.now() + wait;
        while (!stopping_ && ports_.timers.now() < end) {
            const auto nap = why.is(errc::invalid_login) ? look_at_secret : wait;
            co_await alarm_->wait_until(std::min(end, ports_.timers.now() + nap));
            if (why.is(errc::invalid_login) && credentials_changed()) {
                ports_.log.info("The vCenter credentials have changed; trying them");
                co_return;
            }
        }
    }

    bool credentials_changed() const
    {
        const auto now = options_.credentials();
        return now && (now->user != refused_.user || now->password != refused_.password);
    }

    asio::awaitable<void> leave()
    {
        if (!api_.logged_in())
            co_return;
        if (reading_ && !abandon_)
            co_await reading_->end();
        if (abandon_)
            co_return;
        const auto done = co_await api_.logout();
        if (done)
            ports_.log.info("Logged out of vCenter", {{"vcenter", options_.server.url()}});
        else
            ports_.log.warn("Could not log out of vCenter; it ends the session itself when it has been idle",
                            {{"vcenter", options_.server.url()}, {"error", done.error().message()}});
    }

    follower_options options_;
    follower_ports ports_;
    vcenter_api api_;
    resumption resumption_;
    commit_watch commits_;
    intake intake_;
    policy::reconnect delays_;
    policy::cursor_watch watch_;
    std::unique_ptr<net::alarm> alarm_;
    std::optional<reading> reading_;
    vsphere::service_content service_;
    base::credentials refused_;
    base::wall_time now_there_{};
    std::optional<base::steady_time> followed_since_;
    std::optional<base::steady_time> away_since_;
    std::map<std::string, base::steady_time> reminders_;  // by kind of failure: when to tell it again
    base::failure no_categories_;
    bool checkpoint_due_ = false;
    bool stopping_ = false;
    bool abandon_ = false;
};

}  // namespace

std::unique_ptr<follower> make_follower(follower_options options, follower_ports ports)
{
    return std::make_unique<vcenter_follower>(std::move(options), std::move(ports));
}

}  // namespace vcenter_connector::source
