#include "vcenter_connector/local_gateway/stack_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace fs = std::filesystem;

fs::file_time_type time_of(const fs::path& path)
{
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return error ? fs::file_time_type::min() : time;
}

class loader {
public:
    explicit loader(const stack_source& source)
        : source_(source), folder_(fs::absolute(source.path).parent_path())
    {
        secrets_ = fs::absolute(source.secrets.empty() ? folder_ / ".secrets" : source.secrets);
    }

    loaded_stack load()
    {
        const auto text = read(source_.path, {"stack file"});
        if (!text)
            return std::move(out_);
        const auto substituted = stack::substitute(*text, source_.variables, source_.path, out_.found);
        auto parsed = stack::parse_stack(substituted, source_.path);
        out_.found.insert(out_.found.end(), parsed.found.begin(), parsed.found.end());
        for (auto& each : parsed.functions)
            if (is_wanted(each.name))
                take(served(std::move(each)));
        check_names(source_.filter, "-filter");
        for (const auto& [name, url] : source_.upstreams)
            check_names({name}, "-upstream");
        return std::move(out_);
    }

private:
    std::optional<std::string> read(const fs::path& path, place named_at)
    {
        out_.files[path] = time_of(path);
        std::error_code error;
        const bool is_file = fs::is_regular_file(path, error);
        std::ifstream file(path, std::ios::binary);
        if (!is_file || !file) {
            const auto why = error ? error.message() : is_file ? "it cannot be opened" : "it is no file";
            out_.found.push_back({std::move(named_at), "cannot read " + path.string() + ": " + why});
            return std::nullopt;
        }
        return std::string(std::istreambuf_iterator<char>(file), {});
    }

    bool is_wanted(const std::string& name) const
    {
        return source_.filter.empty() ||
               std::find(source_.filter.begin(), source_.filter.end(), name) != source_.filter.end();
    }

    void take(function f)
    {
        merge_environment(f);
        if (const auto url = source_.upstreams.find(f.name); url != source_.upstreams.end())
            f.upstream_url = {url->second, {"-upstream"}};
        settle(f, out_.found);
        check_folder(f);
        f.secrets_folder = secrets_.string();
        for (const auto& name : f.secrets)
            if (std::error_code unknown; !fs::exists(secrets_ / name, unknown))
                warn(f.where,
                     "secret " + name + " is not there; expected a file " + (secrets_ / name).string());
        out_.functions.push_back(std::move(f));
    }

    // faas-cli lets files win over `environment`, and the command line over both.
    void merge_environment(function& f)
    {
        for (const auto& named : f.environment_files) {
            const auto path = folder_ / named.value;
            if (const auto text = read(path, named.where))
                for (auto& [key, value] : stack::parse_environment(*text, path.string(), out_.found))
                    f.environment[key] = std::move(value);
        }
        for (const auto& [key, value] : source_.environment)
            f.environment[key] = {value, {"-env"}};
    }

    void check_folder(function& f)
    {
        const auto folder = folder_ / f.handler;
        f.handler = folder.lexically_normal().string();
        std::error_code unknown;
        if (f.command.empty() || fs::is_directory(folder, unknown))
            return;
        out_.found.push_back({f.where, "the handler folder of " + f.name + " is not there: " + f.handler});
    }

    void check_names(const std::vector<std::string>& names, const std::string& flag)
    {
        for (const auto& name : names)
            if (std::none_of(out_.functions.begin(), out_.functions.end(),
                             [&](const function& f) { return f.name == name; })) {
                place where;
                where.file = flag;
                out_.found.push_back({std::move(where), "no function " + name + " in " + source_.path});
            }
    }

    void warn(const place& where, std::string text) { out_.found.push_back({where, std::move(text), true}); }

    const stack_source& source_;
    fs::path folder_;
    fs::path secrets_;
    loaded_stack out_;
};

}  // namespace

loaded_stack load_stack(const stack_source& source)
{
    return loader(source).load();
}

bool is_outdated(const loaded_stack& loaded)
{
    return std::any_of(loaded.files.begin(), loaded.files.end(),
                       [](const auto& each) { return time_of(each.first) != each.second; });
}

}  // namespace vcenter_connector::local_gateway
