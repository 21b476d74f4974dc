#include "support/scripted_server.hpp"

#include "support/server_engine.hpp"

#include <algorithm>

namespace vcenter_connector::test {

scripted_server::scripted_server(scripted_service& service, std::optional<certificate_pair> tls)
    : impl_(std::make_shared<implementation>(service, tls))
{
    impl_->start();
}

scripted_server::~scripted_server()
{
    impl_->stop();
}

std::uint16_t scripted_server::port() const noexcept
{
    return impl_->port();
}

bool scripted_server::tls() const noexcept
{
    return impl_->tls();
}

fault_script::rule scripted_server::when(std::string label)
{
    return impl_->script.when(std::move(label));
}

void scripted_server::clear_faults()
{
    impl_->script.clear();
}

void scripted_server::release(std::string_view label)
{
    impl_->release(label);
}

void scripted_server::drop_connections(std::size_t count)
{
    impl_->on_thread([&] { impl_->to_drop = count; });
}

void scripted_server::poke()
{
    impl_->poke();
}

void scripted_server::kill()
{
    impl_->kill(true, true);
}

void scripted_server::refuse()
{
    impl_->kill(true, false);
}

void scripted_server::disconnect()
{
    impl_->kill(false, true);
}

void scripted_server::revive()
{
    impl_->revive();
}

std::vector<server_request> scripted_server::requests() const
{
    return impl_->locked([](const auto& server) { return server.requests; });
}

std::vector<server_request> scripted_server::requests(std::string_view label) const
{
    auto all = requests();
    std::erase_if(all, [&](const server_request& each) { return each.label != label; });
    return all;
}

std::size_t scripted_server::calls(std::string_view label) const
{
    return impl_->locked([&](const auto& server) {
        return static_cast<std::size_t>(
            std::count_if(server.requests.begin(), server.requests.end(),
                          [&](const server_request& each) { return each.label == label; }));
    });
}

bool scripted_server::wait_for(std::string_view label, std::size_t count, clock::duration limit) const
{
    return wait_until([&] { return calls(label) >= count; }, limit);
}

std::uint64_t scripted_server::arrived() const
{
    return impl_->locked([](const auto& server) { return server.arrived; });
}

std::size_t scripted_server::connections_opened() const
{
    return impl_->locked([](const auto& server) { return server.opened; });
}

std::size_t scripted_server::open_connections() const
{
    return impl_->locked([](const auto& server) { return server.open; });
}

std::size_t scripted_server::requests_at_once() const
{
    return impl_->locked([](const auto& server) { return server.at_once; });
}

std::size_t scripted_server::max_requests_at_once() const
{
    return impl_->locked([](const auto& server) { return server.max_at_once; });
}

}  // namespace vcenter_connector::test
