// A journal that shows events instead of keeping them.
#pragma once

#include "standard_output.hpp"

#include "vcenter_connector/store/journal.hpp"

#include <functional>
#include <memory>
#include <string>

namespace vcenter_connector::commands {

struct print_journal_ports {
    standard_output& output;
    /// How an entry looks.
    std::function<std::string(const store::event_record&)> format;
    /// Called before something is written.
    std::function<void()> before;
    /// Called once, when the output cannot be written any more; then `commit` fails.
    std::function<void(const base::failure&)> failed;
};

/// A page is committed when all of its entries have been written. Nothing is ever pending, no position is
/// remembered. The output must outlive it.
std::unique_ptr<store::journal> make_print_journal(print_journal_ports ports);

}  // namespace vcenter_connector::commands
