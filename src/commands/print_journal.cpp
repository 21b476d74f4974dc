#include "print_journal.hpp"

#include <utility>

namespace vcenter_connector::commands {
namespace {

namespace asio = boost::asio;

class print_journal final : public store::journal {
public:
    explicit print_journal(print_journal_ports ports) : ports_(std::move(ports)) {}

    bool durable() const noexcept override { return false; }

    asio::awaitable<base::result<void>> commit(store::event_page page) override
    {
        std::string text;
        for (const auto& entry : page.entries)
            text += ports_.format(entry.event);
        if (text.empty())
            co_return base::result<void>();
        ports_.before();
        auto written = co_await ports_.output.write(text);
        if (!written && !std::exchange(failed_, true))
            ports_.failed(written.error());
        co_return written;
    }

    asio::awaitable<base::result<std::optional<store::resume_point>>> resume(const std::string&) override
    {
        co_return std::optional<store::resume_point>();
    }

    asio::awaitable<base::result<std::vector<store::queue_news>>> news() override
    {
        co_return std::vector<store::queue_news>();
    }

    asio::awaitable<base::result<store::claimed>> read(store::claim) override { co_return store::claimed(); }
    void attempted(std::int64_t, store::attempt, base::wall_time) override {}

    asio::awaitable<base::result<void>> settle(std::int64_t, store::settlement, std::string) override
    {
        co_return base::result<void>();
    }

    asio::awaitable<void> flush() override { co_return; }
    std::size_t pending() const noexcept override { return 0; }
    void close() override {}

private:
    print_journal_ports ports_;
    bool failed_ = false;
};

}  // namespace

std::unique_ptr<store::journal> make_print_journal(print_journal_ports ports)
{
    return std::make_unique<print_journal>(std::move(ports));
}

}  // namespace vcenter_connector::commands
