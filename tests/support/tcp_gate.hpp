// A proxy before a TCP server on 127.0.0.1 that does to connections what networks do. It has a thread of its
// own; all members can be called from any other thread, while connections are open.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace vcenter_connector::test {

class tcp_gate {
public:
    enum class way { to_server, to_client };
    enum class ending { fin, rst };

    struct figures {
        std::size_t connections = 0;  ///< accepted so far
        std::size_t dropped = 0;      ///< of these, closed at once
        std::size_t cut = 0;          ///< of these, ended by `cut` or `cut_after`
        std::size_t open = 0;         ///< now
        std::uint64_t to_server = 0;  ///< bytes passed on
        std::uint64_t to_client = 0;
    };

    /// Listens at once on a port of its own. `seed` decides the sizes of slices.
    explicit tcp_gate(std::uint16_t target, unsigned seed = 1);
    ~tcp_gate();
    tcp_gate(const tcp_gate&) = delete;
    tcp_gate& operator=(const tcp_gate&) = delete;

    std::uint16_t port() const noexcept;
    figures count() const;

    /// Ends every trouble below. What was held back goes on its way.
    void pass();

    /// Listens no more: connecting is refused. Connections that are open stay.
    void refuse();
    /// Closes each new connection as soon as it is accepted.
    void drop();
    /// Passes nothing on: no byte, no FIN, no RST. New connections are accepted and are silent, too.
    void stall();
    /// The same in one direction: a connection that is half open.
    void stall(way direction);
    /// Passes pieces of 1 to `most` bytes on.
    void slice(way direction, std::size_t most);
    /// Holds every block back for that long.
    void delay(way direction, std::chrono::milliseconds time);

    /// Ends every connection that is open now.
    void cut(ending how);
    /// Ends the connection that carries the `bytes`-th byte from now on in that direction, behind that byte;
    /// once.
    void cut_after(way direction, std::uint64_t bytes, ending how);

private:
    class implementation;
    std::unique_ptr<implementation> impl_;
};

}  // namespace vcenter_connector::test
