#include "secret_files.hpp"

#include "text_file.hpp"

#include "vcenter_connector/base/text.hpp"

namespace vcenter_connector::config {
namespace {

base::result<base::secret> ask(const environment& from, const secret_source& source)
{
    if (source.path.empty())
        return source.known;
    return read_secret(from, source.path);
}

base::result<base::credentials> both(const environment& from, const secret_source& user,
                                     const secret_source& password)
{
    const auto name = ask(from, user);
    if (!name)
        return name.error();
    const auto word = ask(from, password);
    if (!word)
        return word.error();
    return base::credentials{std::string(name->reveal()), *word};
}

}  // namespace

base::result<base::secret> read_secret(const environment& from, const std::string& path)
{
    auto text = read_text(from, path);
    if (!text)
        return text.error();
    const base::secret whole(std::move(*text));
    base::secret trimmed{std::string(base::trim(whole.reveal()))};
    if (trimmed.empty())
        return base::failure(base::errc::unreadable_file, base::printable(path) + " is empty");
    if (const auto fault = text_fault(trimmed.reveal()); !fault.empty())
        return base::failure(base::errc::unreadable_file,
                             base::printable(path) + " " + fault + "; it has to hold the value alone");
    return trimmed;
}

base::credentials_provider make_credentials(environment from, secret_source user, secret_source password)
{
    return [from = std::move(from), user = std::move(user), password = std::move(password)] {
        return both(from, user, password);
    };
}

base::credentials_provider make_basic_auth(environment from, std::vector<std::string> directories)
{
    return
        [from = std::move(from), directories = std::move(directories)]() -> base::result<base::credentials> {
            base::failure first;
            for (const auto& directory : directories) {
                auto found = both(from, {below(directory, "basic-auth-user"), {}},
                                  {below(directory, "basic-auth-password"), {}});
                if (found)
                    return found;
                if (first.detail.empty())
                    first = found.error();
                else
                    first.detail += ", nor is there a pair below " + base::printable(directory);
            }
            return first;
        };
}

std::string below(const std::string& directory, const std::string& name)
{
    return directory + (directory.ends_with('/') ? "" : "/") + name;
}

}  // namespace vcenter_connector::config
