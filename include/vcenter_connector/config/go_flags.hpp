// Go's flag syntax, so that manifests written for the Go connector go on working.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::config {

struct flag_spec {
    std::string_view name;    ///< without dashes
    bool is_boolean = false;  ///< `-name` alone means true; a value only as `-name=value`
};

struct flag_value {
    std::string name;
    std::string value;  ///< of a boolean: "true" or "false"; otherwise as written, possibly empty
    friend bool operator==(const flag_value&, const flag_value&) = default;
};

struct flag_mistake {
    std::string flag;      ///< without dashes; empty where the word has no name in it
    std::string text;      ///< in the words of Go's flag package; never a flag's value, except a bad boolean
    bool unknown = false;  ///< the flag is not in the table
    friend bool operator==(const flag_mistake&, const flag_mistake&) = default;
};

struct parsed_flags {
    std::vector<flag_value> values;  ///< in the order written; the last of a name counts
    std::vector<std::string> rest;   ///< from the first word that is no flag, or after `--`
    std::string before_rest;         ///< the flag that `rest` follows; empty where none, or after `--`
    std::vector<flag_mistake> mistakes;
    bool help = false;  ///< `-h` or `-help` came before any mistake; nothing after it was read
};

/// Reads `words` (without the program's name) as Go's flag package does: `-x v`, `--x v`, `-x=v`, `--x=v`;
/// a boolean is `-b` or `-b=V` with V one of `1 0 t f T F true false TRUE FALSE True False`; the word after a
/// flag that needs a value is its value, whatever it looks like; names are never completed; the first word
/// that is no flag, a lone `-`, and `--` end the flags.
///
/// Unlike Go it does not stop at the first mistake. A word after an unknown or malformed flag without `=` is
/// taken for its value when it has no dash, so that one slip makes one mistake.
/// `help` and `h` mean help unless the table has them.
parsed_flags parse_go_flags(std::span<const std::string> words, std::span<const flag_spec> table);

/// Go's `strconv.ParseBool`: sets `value` and answers true if `text` is one of the twelve words above.
bool parse_go_bool(std::string_view text, bool& value) noexcept;

}  // namespace vcenter_connector::config
