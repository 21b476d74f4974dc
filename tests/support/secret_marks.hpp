// Secrets that are looked for in everything that a program sends and writes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vcenter_connector::test {

/// Each secret is looked for as it is, in base64 (alone, and behind a user's name as basic auth writes it),
/// percent-encoded and XML-escaped.
class secret_marks {
public:
    /// `user`: of basic auth; empty when there is none. `name` is for the message of a failed check.
    void add(const std::string& name, std::string_view value, std::string_view user = {});

    /// What the text shows: `NAME as FORM` for each, empty when all is well. Secrets whose name begins with
    /// `allowed` may be there.
    std::vector<std::string> shown_in(std::string_view text, std::string_view allowed = "-") const;
    /// The same for every file below a folder, with the file's name.
    std::vector<std::string> shown_below(const std::filesystem::path& folder) const;

    /// A page that repeats every form of every secret, as a proxy or a login service may.
    std::string page() const;

private:
    std::vector<std::pair<std::string, std::string>> forms_;  // by `NAME as FORM`
};

}  // namespace vcenter_connector::test
