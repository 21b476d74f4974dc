// The thread of a scripted server and what it does there. Known to scripted_server.cpp only.
#pragma once

#include "support/reserved_port.hpp"
#include "support/scripted_server.hpp"
#include "support/server_connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace vcenter_connector::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using clock = std::chrono::steady_clock;
using connection_ptr = std::shared_ptr<server_connection>;

inline std::unique_ptr<asio::ssl::context> make_context(const certificate_pair& pair)
{
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    context->use_certificate_chain(asio::buffer(pair.certificate));
    context->use_private_key(asio::buffer(pair.key), asio::ssl::context::pem);
    if (pair.old_tls)
        SSL_CTX_set_max_proto_version(context->native_handle(), TLS1_1_VERSION);
    if (!pair.client_authority.empty()) {
        context->add_certificate_authority(asio::buffer(pair.client_authority));
        context->set_verify_mode(asio::ssl::verify_peer |
                                 (pair.client_optional ? 0 : asio::ssl::verify_fail_if_no_peer_cert));
    }
    return context;
}

class scripted_server::implementation : public std::enable_shared_from_this<implementation> {
public:
    implementation(scripted_service& service, const std::optional<certificate_pair>& tls)
        : service_(service), context_(tls ? make_context(*tls) : nullptr), acceptor_(io_)
    {
        listen();
    }

    void start()
    {
        accept();
        thread_ = std::thread([this] { io_.run(); });
    }

    void stop()
    {
        on_thread([this] {
            acceptor_.close();
            close_all();
            work_.reset();
        });
        thread_.join();
    }

    /// Runs `task` on the server's thread and waits for its end.
    template <class Task>
    void on_thread(Task task)
    {
        const auto done = std::make_shared<std::promise<void>>();
        asio::post(io_, [&task, done] {
            task();
            done->set_value();
        });
        done->get_future().wait();
    }

    void kill(bool stop_listening, bool disconnect)
    {
        on_thread([=, this] {
            if (stop_listening)
                acceptor_.close();
            if (disconnect)
                close_all();
        });
    }

    void revive()
    {
        on_thread([this] {
            if (acceptor_.is_open())
                return;
            listen();
            accept();
        });
    }

    void poke()
    {
        asio::post(io_, [self = shared_from_this()] {
            for (const auto& each : self->connections_)
                each->wake();
        });
    }

    void release(std::string_view label)
    {
        {
            const std::lock_guard lock(mutex_);
            ++releases_[std::string(label)];
        }
        poke();
    }

    template <class Read>
    auto locked(Read read) const
    {
        const std::lock_guard lock(mutex_);
        return read(*this);
    }

    fault_script script;
    std::vector<server_request> requests;
    std::uint64_t arrived = 0;
    std::size_t opened = 0;
    std::size_t open = 0;
    std::size_t at_once = 0;
    std::size_t max_at_once = 0;
    std::size_t to_drop = 0;

    std::uint16_t port() const { return port_.number(); }
    bool tls() const noexcept { return context_ != nullptr; }

private:
    void listen()
    {
        const tcp::endpoint here(asio::ip::address_v4::loopback(), port());
        acceptor_.open(here.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true));
        acceptor_.bind(here);
        acceptor_.listen();
    }

    void accept()
    {
        acceptor_.async_accept([self = shared_from_this()](boost::system::error_code ec, tcp::socket socket) {
            if (ec)
                return;
            self->welcome(std::move(socket));
            self->accept();
        });
    }

    void welcome(tcp::socket socket)
    {
        std::uint64_t number = 0;
        {
            const std::lock_guard lock(mutex_);
            number = ++opened;
            if (to_drop > 0) {
                --to_drop;
                return;
            }
            ++open;
        }
        auto made = std::make_shared<server_connection>(std::move(socket), context_.get(), number);
        connections_.insert(made);
        asio::co_spawn(io_, serve(std::move(made)), asio::detached);
    }

    asio::awaitable<void> serve(connection_ptr connection)
    {
        const auto self = shared_from_this();
        bool good = co_await connection->handshake();
        while (good) {
            auto request = co_await connection->read();
            if (good = request.has_value(); good)
                good = co_await answer(*connection, *request);
        }
        connection->close();
        connections_.erase(connection);
        const std::lock_guard lock(mutex_);
        --open;
    }

    asio::awaitable<bool> answer(server_connection& connection, server_request& request)
    {
        const auto [place, releases, met] = record(request);
        auto reply = co_await find_reply(connection, request, met, releases);
        bool good = false;
        unsigned status = 0;
        if (reply) {
            const bool silent = met && met->form == fault::delivery::close;
            status = silent ? 0 : reply->status;
            note_answered(request, place, status);
            const fault* const how = met ? &*met : nullptr;
            good = co_await connection.write(std::move(*reply), how);
        } else {
            note_answered(request, place, 0);
        }
        service_.ended(request, status, good);
        co_return good;
    }

    // Nothing when the client went away meanwhile.
    asio::awaitable<std::optional<server_reply>> find_reply(server_connection& connection,
                                                            const server_request& request,
                                                            const std::optional<fault>& met,
                                                            std::size_t releases)
    {
        if (met) {
            const bool there = co_await hold_back(connection, request.label, *met, releases);
            if (!there)
                co_return std::nullopt;
        }
        std::optional<server_reply> reply;
        if (!met || met->execute) {
            reply = co_await execute(connection, request);
            if (!reply)
                co_return std::nullopt;
        }
        if (met && met->instead)
            reply = met->instead;
        co_return reply ? std::move(reply) : server_reply{};
    }

    asio::awaitable<bool> hold_back(server_connection& connection, const std::string& label, const fault& met,
                                    std::size_t releases)
    {
        const auto until = clock::now() + met.delay;
        bool there = true;
        while (there && clock::now() < until)
            there = co_await connection.rest(until);
        constexpr auto never = clock::time_point::max();
        while (there && met.stall &&
               locked([&](auto& server) { return server.releases_of(label); }) == releases)
            there = co_await connection.rest(never);
        co_return there;
    }

    asio::awaitable<std::optional<server_reply>> execute(server_connection& connection,
                                                         const server_request& request)
    {
        auto said = service_.handle(request);
        const auto until = clock::now() + said.hold;
        while (!said.reply) {
            const bool there = co_await connection.rest(until);
            if (!there) {
                service_.drop(said.ticket);
                co_return std::nullopt;
            }
            said.reply = service_.resume(said.ticket, clock::now() >= until);
        }
        co_return std::move(said.reply);
    }

    struct recorded {
        std::size_t place;
        std::size_t releases;  // of its label so far
        std::optional<fault> met;
    };

    // A test that sees the call releases it at once, or makes a rule for the next one: what such a step meets
    // is decided before the call shows, and under the same lock.
    recorded record(server_request& request)
    {
        request.label = service_.label(request);
        const std::lock_guard lock(mutex_);
        auto met = script.meet(request.label);
        const auto releases = releases_of(request.label);
        request.order = ++arrived;
        if (service_.kept(request))
            requests.push_back(request);
        at_once += service_.counted(request) ? 1U : 0U;
        max_at_once = std::max(max_at_once, at_once);
        return {requests.size(), releases, std::move(met)};
    }

    void note_answered(const server_request& request, std::size_t place, unsigned status)
    {
        const std::lock_guard lock(mutex_);
        if (service_.kept(request))
            requests[place - 1].status = status;
        at_once -= service_.counted(request) ? 1U : 0U;
    }

    // Under the lock.
    std::size_t releases_of(const std::string& label) const
    {
        const auto count = [&](std::string_view name) {
            const auto found = releases_.find(name);
            return found == releases_.end() ? 0 : found->second;
        };
        return count(label) + count("");
    }

    void close_all()
    {
        for (const auto& each : connections_)
            each->close();
    }

    mutable std::mutex mutex_;
    scripted_service& service_;
    std::unique_ptr<asio::ssl::context> context_;
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
    tcp::acceptor acceptor_;
    reserved_port port_;
    std::set<connection_ptr> connections_;
    std::map<std::string, std::size_t, std::less<>> releases_;
    std::thread thread_;
};

}  // namespace vcenter_connector::test
