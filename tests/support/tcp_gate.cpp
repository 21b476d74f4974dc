#include "support/tcp_gate.hpp"

#include "support/tcp_gate_engine.hpp"

namespace vcenter_connector::test {

tcp_gate::tcp_gate(std::uint16_t target, unsigned seed)
    : impl_(std::make_unique<implementation>(target, seed))
{
}

tcp_gate::~tcp_gate() = default;

std::uint16_t tcp_gate::port() const noexcept
{
    return impl_->port.number();
}

tcp_gate::figures tcp_gate::count() const
{
    figures now;
    impl_->on_thread([&](auto& gate) { now = gate.counted; });
    return now;
}

void tcp_gate::pass()
{
    impl_->on_thread([](auto& gate) {
        gate.troubles = {};
        gate.dropping = false;
        gate.listen();
    });
}

void tcp_gate::refuse()
{
    impl_->on_thread([](auto& gate) { gate.refuse(); });
}

void tcp_gate::drop()
{
    impl_->on_thread([](auto& gate) { gate.dropping = true; });
}

void tcp_gate::stall()
{
    impl_->on_thread([](auto& gate) {
        for (auto& each : gate.troubles)
            each.stalled = true;
    });
}

void tcp_gate::stall(way direction)
{
    impl_->on_thread([=](auto& gate) { gate.troubles[index_of(direction)].stalled = true; });
}

void tcp_gate::slice(way direction, std::size_t most)
{
    impl_->on_thread([=](auto& gate) { gate.troubles[index_of(direction)].slice = most; });
}

void tcp_gate::delay(way direction, std::chrono::milliseconds time)
{
    impl_->on_thread([=](auto& gate) { gate.troubles[index_of(direction)].delay = time; });
}

void tcp_gate::cut(ending how)
{
    impl_->on_thread([=](auto& gate) { gate.end_all(how); });
}

void tcp_gate::cut_after(way direction, std::uint64_t bytes, ending how)
{
    impl_->on_thread([=](auto& gate) {
        gate.troubles[index_of(direction)].cut_after = bytes;
        gate.troubles[index_of(direction)].cut_how = how;
    });
}

}  // namespace vcenter_connector::test
