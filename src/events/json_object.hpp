// Writes a JSON object member by member, with Go's escapes.
#pragma once

#include "go_json.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace vcenter_connector::events {

class json_object {
public:
    void member(std::string_view name, std::string_view value)
    {
        begin(name);
        append_go_string(out_, value);
    }

    void member_unless_empty(std::string_view name, std::string_view value)
    {
        if (!value.empty())
            member(name, value);
    }

    void object(std::string_view name, json_object value)
    {
        begin(name);
        out_ += value.finish();
    }

    /// `append(std::string&)` appends the member's value, a JSON text.
    template <class Append>
    void written(std::string_view name, Append append)
    {
        begin(name);
        append(out_);
    }

    std::string finish()
    {
        out_ += '}';
        return std::move(out_);
    }

private:
    void begin(std::string_view name)
    {
        if (out_.size() > 1)
            out_ += ',';
        append_go_string(out_, name);
        out_ += ':';
    }

    std::string out_ = "{";
};

}  // namespace vcenter_connector::events
