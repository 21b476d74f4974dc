#include "planted.hpp"

#include "journal_layer.hpp"

#include <utility>

namespace vcenter_connector::simulation {
namespace {

namespace asio = boost::asio;
using commit_result = asio::awaitable<base::result<void>>;
using read_result = asio::awaitable<base::result<store::claimed>>;

class checkpoint_before_page final : public journal_layer {
public:
    using journal_layer::journal_layer;

    commit_result commit(store::event_page page) override
    {
        store::event_page first;
        first.marks = page.marks;
        first.position = page.position;
        auto committing = inner_.commit(std::move(first));
        auto done = co_await std::move(committing);
        if (!done)
            co_return done;
        auto rest = inner_.commit(std::move(page));
        done = co_await std::move(rest);
        co_return done;
    }
};

class settle_before_answer final : public journal_layer {
public:
    using journal_layer::journal_layer;

    read_result read(store::claim what) override
    {
        auto reading = inner_.read(std::move(what));
        auto given = co_await std::move(reading);
        if (given)
            for (const auto& each : given->deliveries) {
                auto settling = inner_.settle(each.id, store::settlement::delivered, {});
                co_await std::move(settling);
            }
        co_return given;
    }
};

class lane_forgotten final : public journal_layer {
public:
    using journal_layer::journal_layer;

    read_result read(store::claim what) override
    {
        auto reading = inner_.read(std::move(what));
        auto given = co_await std::move(reading);
        if (given)
            for (auto& each : given->deliveries) {
                auto copy = std::make_shared<store::event_record>(*each.event);
                copy->object.clear();
                each.event = std::move(copy);
            }
        co_return given;
    }
};

class marks_lost final : public journal_layer {
public:
    using journal_layer::journal_layer;

    commit_result commit(store::event_page page) override
    {
        page.marks.clear();
        return inner_.commit(std::move(page));
    }
};

class attempts_lost final : public journal_layer {
public:
    using journal_layer::journal_layer;
    void attempted(std::int64_t, store::attempt, base::wall_time) override {}
};

class settlement_not_awaited final : public journal_layer {
public:
    settlement_not_awaited(store::journal& inner, process_clock& clock) : journal_layer(inner), clock_(clock)
    {
    }

    commit_result settle(std::int64_t id, store::settlement how, std::string reason) override
    {
        clock_.spawn(later(id, how, std::move(reason)));
        co_return base::result<void>();
    }

private:
    asio::awaitable<void> later(std::int64_t id, store::settlement how, std::string reason)
    {
        auto settling = inner_.settle(id, how, std::move(reason));
        co_await std::move(settling);
    }

    process_clock& clock_;
};

class settlement_lost final : public journal_layer {
public:
    settlement_lost(store::journal& inner, generator random) : journal_layer(inner), random_(random) {}

    commit_result settle(std::int64_t id, store::settlement how, std::string reason) override
    {
        if (random_.chance(0.01))
            co_return base::result<void>();
        auto settling = inner_.settle(id, how, std::move(reason));
        auto done = co_await std::move(settling);
        co_return done;
    }

private:
    generator random_;
};

class page_lost final : public journal_layer {
public:
    page_lost(store::journal& inner, generator random) : journal_layer(inner), random_(random) {}

    commit_result commit(store::event_page page) override
    {
        if (random_.chance(0.01))
            co_return base::result<void>();
        auto committing = inner_.commit(std::move(page));
        auto done = co_await std::move(committing);
        co_return done;
    }

private:
    generator random_;
};

class window_forgotten final : public journal_layer {
public:
    using journal_layer::journal_layer;

    read_result read(store::claim what) override
    {
        what.limit = 1'000'000;
        what.max_bytes = 1U << 30U;
        return inner_.read(std::move(what));
    }
};

}  // namespace

const std::vector<planted_name>& planted_names()
{
    static const std::vector<planted_name> all{
        {"checkpoint-before-page", planted_fault::checkpoint_before_page},
        {"settle-before-answer", planted_fault::settle_before_answer},
        {"lane-forgotten", planted_fault::lane_forgotten},
        {"marks-lost", planted_fault::marks_lost},
        {"attempts-lost", planted_fault::attempts_lost},
        {"settlement-not-awaited", planted_fault::settlement_not_awaited},
        {"settlement-lost", planted_fault::settlement_lost},
        {"page-lost", planted_fault::page_lost},
        {"sync-ignored", planted_fault::sync_ignored},
        {"window-forgotten", planted_fault::window_forgotten}};
    return all;
}

std::unique_ptr<store::journal> plant(planted_fault fault, store::journal& inner, process_clock& clock,
                                      generator random)
{
    switch (fault) {
    case planted_fault::checkpoint_before_page: return std::make_unique<checkpoint_before_page>(inner);
    case planted_fault::settle_before_answer: return std::make_unique<settle_before_answer>(inner);
    case planted_fault::lane_forgotten: return std::make_unique<lane_forgotten>(inner);
    case planted_fault::marks_lost: return std::make_unique<marks_lost>(inner);
    case planted_fault::attempts_lost: return std::make_unique<attempts_lost>(inner);
    case planted_fault::settlement_not_awaited: return std::make_unique<settlement_not_awaited>(inner, clock);
    case planted_fault::settlement_lost: return std::make_unique<settlement_lost>(inner, random);
    case planted_fault::page_lost: return std::make_unique<page_lost>(inner, random);
    case planted_fault::window_forgotten: return std::make_unique<window_forgotten>(inner);
    case planted_fault::sync_ignored:
    case planted_fault::none: break;
    }
    return nullptr;
}

}  // namespace vcenter_connector::simulation
