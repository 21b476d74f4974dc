// A journal that passes everything on to another one: what observers and planted faults are made from.
#pragma once

#include "vcenter_connector/store/journal.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace vcenter_connector::simulation {

class journal_layer : public store::journal {
public:
    explicit journal_layer(store::journal& inner) : inner_(inner) {}

    bool durable() const noexcept override { return inner_.durable(); }
    boost::asio::awaitable<base::result<void>> commit(store::event_page page) override
    {
        return inner_.commit(std::move(page));
    }
    boost::asio::awaitable<base::result<std::optional<store::resume_point>>>
    resume(const std::string& instance_uuid) override
    {
        return inner_.resume(instance_uuid);
    }
    boost::asio::awaitable<base::result<std::vector<store::queue_news>>> news() override
    {
        return inner_.news();
    }
    boost::asio::awaitable<base::result<store::claimed>> read(store::claim what) override
    {
        return inner_.read(std::move(what));
    }
    void attempted(std::int64_t id, store::attempt made, base::wall_time not_before) override
    {
        inner_.attempted(id, std::move(made), not_before);
    }
    boost::asio::awaitable<base::result<void>> settle(std::int64_t id, store::settlement how,
                                                      std::string reason) override
    {
        return inner_.settle(id, how, std::move(reason));
    }
    boost::asio::awaitable<void> flush() override { return inner_.flush(); }
    std::size_t pending() const noexcept override { return inner_.pending(); }
    void close() override { inner_.close(); }

protected:
    store::journal& inner_;
};

}  // namespace vcenter_connector::simulation
