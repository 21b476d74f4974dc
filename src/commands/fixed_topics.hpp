// A function list that does not change.
#pragma once

#include "vcenter_connector/gateway/topic_map_keeper.hpp"

#include <memory>
#include <utility>

namespace vcenter_connector::commands {

class fixed_topics final : public gateway::topic_map_keeper {
public:
    explicit fixed_topics(std::shared_ptr<const routing::topic_map> map) : map_(std::move(map)) {}

    boost::asio::awaitable<void> run() override { co_return; }
    std::shared_ptr<const routing::topic_map> current() const noexcept override { return map_; }
    boost::asio::awaitable<std::shared_ptr<const routing::topic_map>> first() override { co_return map_; }
    void refresh_soon() override {}
    void stop() override {}

private:
    std::shared_ptr<const routing::topic_map> map_;
};

}  // namespace vcenter_connector::commands
