#include "support/raw_connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace vcenter_connector::test {

using net::http_request;
using net::http_response;

raw_connection::raw_connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error("cannot connect to port " + std::to_string(port));
    }
}

raw_connection::~raw_connection()
{
    ::close(socket_);
}

bool raw_connection::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void raw_connection::finish()
{
    ::shutdown(socket_, SHUT_WR);
}

bool raw_connection::receive()
{
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 60'000) != 1)
        throw std::runtime_error("nothing came for 60 s; so far: " + pending_);
    std::array<char, 65536> chunk{};
    const auto size = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (size > 0)
        pending_.append(chunk.data(), static_cast<std::size_t>(size));
    return size > 0;
}

std::string raw_connection::read_until(std::string_view mark)
{
    auto found = pending_.find(mark);
    while (found == std::string::npos && receive())
        found = pending_.find(mark);
    const auto size = found == std::string::npos ? pending_.size() : found + mark.size();
    auto text = pending_.substr(0, size);
    pending_.erase(0, size);
    return text;
}

std::string raw_connection::read_to_end()
{
    while (receive()) {
    }
    return std::exchange(pending_, {});
}

http_response raw_connection::read_answer(bool without_body)
{
    http_response answer;
    std::string_view rest;
    const auto head = read_until("\r\n\r\n");
    rest = head;
    if (!rest.starts_with("HTTP/1.") || rest.size() < 12)
        return answer;
    std::from_chars(rest.data() + 9, rest.data() + 12, answer.status);
    rest.remove_prefix(rest.find("\r\n") + 2);
    while (!rest.starts_with("\r\n")) {
        const auto line = rest.substr(0, rest.find("\r\n"));
        const auto colon = line.find(": ");
        answer.headers.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))});
        rest.remove_prefix(line.size() + 2);
    }
    std::size_t length = 0;
    const auto text = answer.header("Content-Length");
    std::from_chars(text.data(), text.data() + text.size(), length);
    while (!without_body && pending_.size() < length && receive()) {
    }
    if (!without_body) {
        answer.body = pending_.substr(0, length);
        pending_.erase(0, length);
    }
    return answer;
}

http_response call(std::uint16_t port, const http_request& request)
{
    raw_connection connection(port);
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\nHost: test\r\n";
    for (const auto& header : request.headers)
        text += header.name + ": " + header.value + "\r\n";
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n";
    connection.send(text);
    connection.send(request.body);
    return connection.read_answer(request.method == "HEAD");
}

http_response get(std::uint16_t port, std::string_view target)
{
    http_request request;
    request.target = target;
    return call(port, request);
}

http_response post(std::uint16_t port, std::string_view target, std::string_view body)
{
    http_request request;
    request.method = "POST";
    request.target = target;
    request.body = body;
    return call(port, request);
}

}  // namespace vcenter_connector::test
