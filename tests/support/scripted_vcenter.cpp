#include "support/scripted_vcenter.hpp"

namespace vcenter_connector::test {

class scripted_vcenter::guarded_model final : public scripted_service {
public:
    guarded_model(std::mutex& mutex, vcenter_model& model) : mutex_(mutex), model_(model) {}

    std::string label(const server_request& request) const override
    {
        const std::lock_guard lock(mutex_);
        return model_.label(request);
    }
    verdict handle(const server_request& request) override
    {
        const std::lock_guard lock(mutex_);
        return model_.handle(request);
    }
    std::optional<server_reply> resume(std::uint64_t ticket, bool late) override
    {
        const std::lock_guard lock(mutex_);
        return model_.resume(ticket, late);
    }
    void drop(std::uint64_t ticket) override
    {
        const std::lock_guard lock(mutex_);
        model_.drop(ticket);
    }

private:
    std::mutex& mutex_;
    vcenter_model& model_;
};

scripted_vcenter::scripted_vcenter(vcenter_options options, std::optional<certificate_pair> tls)
    : model_(std::move(options)), service_(std::make_unique<guarded_model>(mutex_, model_)),
      server_(std::make_unique<scripted_server>(*service_, std::move(tls)))
{
}

scripted_vcenter::~scripted_vcenter() = default;

base::endpoint scripted_vcenter::endpoint() const
{
    base::endpoint where;
    where.tls = server_->tls();
    where.host = "127.0.0.1";
    where.port = server_->port();
    where.path = "/sdk";
    where.default_port = false;
    return where;
}

std::string scripted_vcenter::url() const
{
    return endpoint().url();
}

std::int32_t scripted_vcenter::post(posted_event event)
{
    return with([&](vcenter_model& model) { return model.post(std::move(event)); });
}

std::int32_t scripted_vcenter::post(std::string class_name, std::string vm)
{
    return with([&](vcenter_model& model) { return model.post(std::move(class_name), std::move(vm)); });
}

std::int32_t scripted_vcenter::post_ex(std::string event_type_id, std::string severity)
{
    return with(
        [&](vcenter_model& model) { return model.post_ex(std::move(event_type_id), std::move(severity)); });
}

void scripted_vcenter::terminate_sessions()
{
    with([](vcenter_model& model) { model.terminate_sessions(); });
}

void scripted_vcenter::set_password(std::string password)
{
    with([&](vcenter_model& model) { model.set_password(std::move(password)); });
}

std::vector<login_attempt> scripted_vcenter::logins()
{
    return with([](vcenter_model& model) { return model.logins(); });
}

bool scripted_vcenter::logged_out()
{
    return with([](vcenter_model& model) { return model.logged_out(); });
}

std::size_t scripted_vcenter::open_sessions()
{
    return with([](vcenter_model& model) { return model.open_sessions(); });
}

std::size_t scripted_vcenter::open_collectors()
{
    return with([](vcenter_model& model) { return model.open_collectors(); });
}

std::size_t scripted_vcenter::held_waits()
{
    return with([](vcenter_model& model) { return model.held_waits(); });
}

}  // namespace vcenter_connector::test
