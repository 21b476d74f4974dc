#include "support/simulator.hpp"

#include "support/catch.hpp"

#include <signal.h>
#include <stdlib.h>

#include <filesystem>

namespace vcenter_connector::test {

simulator::simulator(std::vector<std::string> flags) : flags_(std::move(flags))
{
    auto pattern = (std::filesystem::temp_directory_path() / "vcsim-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    files_ = pattern;
    start();
}

simulator::~simulator()
{
    process_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(files_, ignored);
}

void simulator::start()
{
    std::vector<std::string> words{VC_BINARY_DIR "/vcsim/vcsim", "-l",
                                   "127.0.0.1:" + std::to_string(port_.number())};
    words.insert(words.end(), flags_.begin(), flags_.end());
    process_ = std::make_unique<child_process>(words, std::map<std::string, std::string>{{"TMPDIR", files_}});
    process_->wait_for_line("vcsim ready");
}

base::endpoint simulator::endpoint() const
{
    base::endpoint server;
    server.host = "127.0.0.1";
    server.port = port_.number();
    server.default_port = false;
    server.path = "/sdk";
    return server;
}

std::string run_control(std::vector<std::string> words)
{
    words.insert(words.begin(), VC_BINARY_DIR "/vcsim/vcctl");
    const auto done = run_process(words);
    INFO(done.output);
    REQUIRE(done.status == 0);
    return done.output;
}

std::string simulator::control(std::vector<std::string> words) const
{
    words.insert(words.begin(), {"-url", url()});
    return run_control(std::move(words));
}

void simulator::kill()
{
    process_->signal(SIGKILL);
    process_->wait_exit();
}

void simulator::revive()
{
    start();
}

}  // namespace vcenter_connector::test
