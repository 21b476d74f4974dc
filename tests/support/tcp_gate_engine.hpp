// The thread of a gate and what it does there. Known to tcp_gate.cpp only.
#pragma once

#include "support/reserved_port.hpp"
#include "support/tcp_gate.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <future>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string_view>
#include <thread>

namespace vcenter_connector::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using way = tcp_gate::way;
using ending = tcp_gate::ending;

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

inline std::size_t index_of(way direction)
{
    return direction == way::to_server ? 0 : 1;
}

inline void end_now(tcp::socket& socket, ending how)
{
    error_code ignored;
    if (how == ending::rst)
        socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
}

struct gate_trouble {
    bool stalled = false;
    std::size_t slice = 0;
    std::chrono::milliseconds delay{0};
    std::optional<std::uint64_t> cut_after;
    ending cut_how = ending::rst;
};

struct piece {
    std::size_t size;
    bool last;  // the connection is cut behind it
};

// A connection of a client, and the one to the server that belongs to it.
struct gated_link {
    explicit gated_link(tcp::socket accepted)
        : sides{std::move(accepted), tcp::socket(sides[0].get_executor())},
          alarms{asio::steady_timer(sides[0].get_executor()), asio::steady_timer(sides[0].get_executor())}
    {
    }

    tcp::socket& from(way direction) { return sides[index_of(direction)]; }
    tcp::socket& to(way direction) { return sides[1 - index_of(direction)]; }
    asio::steady_timer& alarm(way direction) { return alarms[index_of(direction)]; }
    void end(ending how)
    {
        ended = true;
        for (auto& each : sides)
            end_now(each, how);
        for (auto& each : alarms)
            each.cancel();
    }

    std::array<tcp::socket, 2> sides;  // the client's, the server's
    std::array<asio::steady_timer, 2> alarms;
    bool ended = false;
};
using link_ptr = std::shared_ptr<gated_link>;

class tcp_gate::implementation {
public:
    implementation(std::uint16_t target, unsigned seed)
        : target_(asio::ip::address_v4::loopback(), target), dice_(seed), acceptor_(io_)
    {
        listen();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~implementation()
    {
        io_.stop();
        thread_.join();
    }

    /// Runs `task(*this)` on the gate's thread, has every connection look again, and waits for that.
    template <class Task>
    void on_thread(Task task)
    {
        std::promise<void> done;
        asio::post(io_, [&] {
            task(*this);
            for (const auto& each : links_)
                for (auto& alarm : each->alarms)
                    alarm.cancel();
            done.set_value();
        });
        done.get_future().wait();
    }

    void listen()
    {
        if (acceptor_.is_open())
            return;
        const tcp::endpoint here(asio::ip::address_v4::loopback(), port.number());
        acceptor_.open(here.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true));
        acceptor_.bind(here);
        acceptor_.listen();
        accept();
    }
    void refuse() { acceptor_.close(); }
    void end_all(ending how)
    {
        for (const auto& each : links_)
            if (!each->ended) {
                each->end(how);
                ++counted.cut;
            }
    }

    const reserved_port port;
    std::array<gate_trouble, 2> troubles;
    bool dropping = false;
    figures counted;

private:
    void accept()
    {
        acceptor_.async_accept([this](error_code ec, tcp::socket socket) {
            if (ec)
                return;
            ++counted.connections;
            counted.dropped += dropping ? 1U : 0U;
            if (dropping)
                end_now(socket, ending::rst);
            else
                asio::co_spawn(io_, serve(std::make_shared<gated_link>(std::move(socket))), asio::detached);
            accept();
        });
    }

    asio::awaitable<void> serve(link_ptr made)
    {
        links_.insert(made);
        ++counted.open;
        const auto [ec] = co_await made->sides[1].async_connect(target_, use_tuple);
        if (ec || made->ended)
            co_return forget(made, ending::rst);
        error_code ignored;
        for (auto& side : made->sides)
            side.set_option(tcp::no_delay(true), ignored);
        asio::co_spawn(io_, pump(made, way::to_server), asio::detached);
        co_await pump(made, way::to_client);
    }

    asio::awaitable<void> pump(link_ptr link, way direction)
    {
        std::array<char, 16384> block;
        const auto space = asio::buffer(block);
        bool good = true;
        while (good) {
            const auto [ec, size] = co_await link->from(direction).async_read_some(space, use_tuple);
            good = co_await opened(*link, direction);
            if (good && ec) {
                finish(link, direction, ec);
                co_return;
            }
            if (good)
                good = co_await forward(link, direction, {block.data(), size});
        }
        forget(link, ending::rst);
    }

    // False when the connection has ended.
    asio::awaitable<bool> opened(gated_link& link, way direction)
    {
        auto& alarm = link.alarm(direction);
        while (!link.ended && of(direction).stalled) {
            alarm.expires_at(asio::steady_timer::time_point::max());
            co_await alarm.async_wait(use_tuple);
        }
        const auto until = std::chrono::steady_clock::now() + of(direction).delay;
        while (!link.ended && of(direction).delay.count() > 0 && std::chrono::steady_clock::now() < until) {
            alarm.expires_at(until);
            co_await alarm.async_wait(use_tuple);
        }
        co_return !link.ended;
    }

    asio::awaitable<bool> forward(link_ptr link, way direction, std::string_view bytes)
    {
        bool good = true;
        while (good && !bytes.empty()) {
            const auto next = next_piece(direction, bytes.size());
            const auto piece = bytes.substr(0, next.size);
            bytes.remove_prefix(piece.size());
            const auto data = asio::buffer(piece.data(), piece.size());
            // Before the bytes go: whoever has got them finds them counted.
            (direction == way::to_server ? counted.to_server : counted.to_client) += piece.size();
            const auto [ec, size] = co_await asio::async_write(link->to(direction), data, use_tuple);
            if (next.last)
                cut(*link, direction);
            good = !ec && !link->ended;
            if (good && !bytes.empty())
                good = co_await opened(*link, direction);
        }
        co_return good;
    }

    // Other connections take their pieces before this one has been written: the bytes are counted here.
    piece next_piece(way direction, std::size_t there)
    {
        auto& now = of(direction);
        piece next{there, false};
        if (now.slice > 0)
            next.size = std::min(there, std::uniform_int_distribution<std::size_t>(1, now.slice)(dice_));
        if (now.cut_after) {
            next.size = static_cast<std::size_t>(std::min<std::uint64_t>(next.size, *now.cut_after));
            *now.cut_after -= next.size;
            next.last = *now.cut_after == 0;
        }
        if (next.last)
            now.cut_after.reset();
        return next;
    }

    void cut(gated_link& link, way direction)
    {
        ++counted.cut;
        link.end(of(direction).cut_how);
    }

    // An end of one side reaches the other one as what it was.
    void finish(const link_ptr& link, way direction, error_code ec)
    {
        if (ec != asio::error::eof)
            return forget(link, ending::rst);
        error_code ignored;
        link->to(direction).shutdown(tcp::socket::shutdown_send, ignored);
        if (++half_ended_[link.get()] == 2)
            forget(link, ending::fin);
    }

    void forget(const link_ptr& link, ending how)
    {
        if (!link->ended)
            link->end(how);
        half_ended_.erase(link.get());
        counted.open -= links_.erase(link);
    }

    gate_trouble& of(way direction) { return troubles[index_of(direction)]; }

    asio::io_context io_{1};
    const asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
    const tcp::endpoint target_;
    std::mt19937 dice_;
    std::set<link_ptr> links_;
    std::map<gated_link*, int> half_ended_;
    tcp::acceptor acceptor_;
    std::thread thread_;
};

}  // namespace vcenter_connector::test
