#include "watched_journal.hpp"

#include <charconv>
#include <map>

namespace vcenter_connector::simulation {
namespace {

namespace asio = boost::asio;

class watched_journal final : public journal_layer {
public:
    watched_journal(store::journal& inner, contract& ledger) : journal_layer(inner), contract_(ledger) {}

    asio::awaitable<base::result<store::claimed>> read(store::claim what) override
    {
        auto reading = inner_.read(std::move(what));
        auto given = co_await std::move(reading);
        if (given)
            for (auto& each : given->deliveries)
                watch(each);
        co_return given;
    }

    asio::awaitable<base::result<void>> settle(std::int64_t id, store::settlement how,
                                               std::string reason) override
    {
        const auto found = known_.find(id);
        if (found != known_.end() && how == store::settlement::dead)
            contract_.giving_up(found->second.first, found->second.second);
        auto settling = inner_.settle(id, how, reason);
        auto done = co_await std::move(settling);
        if (done && found != known_.end()) {
            contract_.settled(found->second.first, found->second.second, how, reason);
            known_.erase(found);
        }
        co_return done;
    }

private:
    void watch(store::delivery& given)
    {
        std::int32_t key = 0;
        const auto& id = given.event->id;
        const auto begin = id.data() + id.rfind('/') + 1;
        std::from_chars(begin, id.data() + id.size(), key);
        known_.insert_or_assign(given.id, std::make_pair(given.function.name, key));
        ++*held_;
        given.event = std::shared_ptr<const store::event_record>(
            given.event.get(), [held = held_, real = given.event](const auto*) { --*held; });
        contract_.held_in_memory(*held_);
    }

    contract& contract_;
    std::map<std::int64_t, std::pair<std::string, std::int32_t>> known_;
    std::shared_ptr<std::size_t> held_ = std::make_shared<std::size_t>(0);
};

}  // namespace

std::unique_ptr<store::journal> make_watched_journal(store::journal& inner, contract& ledger)
{
    return std::make_unique<watched_journal>(inner, ledger);
}

}  // namespace vcenter_connector::simulation
