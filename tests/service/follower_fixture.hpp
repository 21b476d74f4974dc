// A follower, its clock fifty times as fast, and the scripted vCenter that it follows.
#pragma once

#include "support/catch.hpp"
#include "support/key_range.hpp"
#include "support/recorder.hpp"
#include "support/scripted_vcenter.hpp"

#include <memory>
#include <vector>

namespace vcenter_connector::test {

struct followed_vcenter {
    explicit followed_vcenter(vcenter_options options = {}) : vcenter(std::move(options)) {}

    /// Starts the follower and waits until it follows.
    void follow()
    {
        start();
        recorded->wait_until_following();
    }
    void start()
    {
        const auto options = vcenter.with([](vcenter_model& model) { return model.options(); });
        recorder_options how;
        how.user = options.user;
        how.password = options.password;
        how.speed = 50;
        how.random = 0;
        recorded = std::make_unique<recorder>(vcenter.endpoint(), std::move(how));
    }
    /// At one instant, so that one update tells of all of them.
    void post(std::size_t count)
    {
        vcenter.with([count](vcenter_model& model) {
            for (std::size_t i = 0; i < count; ++i)
                model.post("VmPoweredOnEvent", "vm" + std::to_string(i % 7));
        });
    }
    std::vector<std::int32_t> keys() const { return recorded->keys(); }
    memory_log& log() { return recorded->log(); }

    scripted_vcenter vcenter;
    std::unique_ptr<recorder> recorded;
};

}  // namespace vcenter_connector::test
