// What `check` found, for people and for machines. Pure functions.
#pragma once

#include "vcenter_connector/routing/subscription_check.hpp"
#include "vcenter_connector/stack/stack.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::commands {

struct check_entry {
    routing::severity level = routing::severity::error;
    stack::place where;
    std::string function;    ///< empty: it is about the file
    std::string annotation;  ///< empty: about all of the function
    std::string text;
    std::string cure;  ///< may be empty
};

struct check_result {
    std::vector<check_entry> entries;    ///< by file, in its order
    std::vector<std::string> summaries;  ///< of functions that ask for something: `NAME: what`
    std::size_t functions = 0;

    std::size_t count(routing::severity level) const;
};

/// Checks the text of one stack file, with its variables as they are, and adds what it finds.
void check_stack(const std::string& text, const std::string& file, const routing::vocabulary& known,
                 check_result& into);

/// `file:line:column: error: function NAME: topic: text; cure`, one line each, then what each function asks
/// for unless there are errors, then the counts.
std::string check_text(const check_result& result);

/// A list of objects with file, line, column, severity, function, annotation, message and cure; numbers that
/// are not known are 0.
std::string check_json(const check_result& result);

}  // namespace vcenter_connector::commands
