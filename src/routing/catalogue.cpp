#include "vcenter_connector/routing/catalogue.hpp"

#include "vcenter_connector/base/text.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <utility>

namespace vcenter_connector::routing {
namespace {

using base::errc;
using base::failure;

constexpr std::size_t shown = 80;

std::string beginning(std::string_view json)
{
    return json.empty() ? std::string("the answer is empty")
                        : "it begins with \"" + base::printable(json, shown) + "\"";
}

// An array or null. Parsed iteratively: nesting costs memory, not stack.
base::result<rapidjson::Document> parse_list(std::string_view json)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document.HasParseError())
        return failure(errc::not_json, beginning(json));
    if (!document.IsArray() && !document.IsNull())
        return failure(errc::unexpected_json, "a list was expected, " + beginning(json));
    if (document.IsNull())
        document.SetArray();
    return document;
}

const rapidjson::Value* member(const rapidjson::Value& object, const char* name)
{
    if (!object.IsObject())
        return nullptr;
    const auto found = object.FindMember(name);
    return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string text_member(const rapidjson::Value& object, const char* name)
{
    const auto* value = member(object, name);
    return value && value->IsString() ? std::string(value->GetString(), value->GetStringLength())
                                      : std::string();
}

std::string_view text_of(const rapidjson::Value& value)
{
    return {value.GetString(), value.GetStringLength()};
}

// As it is written, for a person; a list or an object is only named.
std::string shown_value(const rapidjson::Value& value)
{
    if (value.IsArray() || value.IsObject())
        return value.IsArray() ? "[...]" : "{...}";
    rapidjson::StringBuffer text;
    rapidjson::Writer<rapidjson::StringBuffer> writer(text);
    value.Accept(writer);
    return {text.GetString(), text.GetSize()};
}

void read_annotations(const rapidjson::Value& object, function& f, filter_cache* filters)
{
    const auto* annotations = member(object, "annotations");
    if (!annotations || !annotations->IsObject())
        return;
    for (const auto& each : annotations->GetObject())
        if (each.value.IsString())
            read_annotation(text_of(each.name), text_of(each.value), f, filters);
        else
            refuse_annotation(text_of(each.name), shown_value(each.value), f);
}

// What is left of a list of `size` entries.
template <class T>
base::result<std::vector<T>> usable(std::vector<T> entries, std::size_t size, std::string_view json,
                                    std::size_t* nameless)
{
    if (entries.empty() && size > 0)
        return failure(errc::unexpected_json, "no entry has a name, " + beginning(json));
    if (nameless)
        *nameless += size - entries.size();
    return entries;
}

}  // namespace

base::result<std::vector<std::string>> decode_namespaces(std::string_view json, std::size_t* nameless)
{
    const auto document = parse_list(json);
    if (!document)
        return document.error();
    std::vector<std::string> names;
    for (const auto& value : document->GetArray())
        if (value.IsString())
            names.emplace_back(text_of(value));
    return usable(std::move(names), document->Size(), json, nameless);
}

base::result<std::vector<function>> decode_functions(std::string_view json, std::string_view name_space,
                                                     filter_cache* filters, std::size_t* nameless)
{
    const auto document = parse_list(json);
    if (!document)
        return document.error();
    std::vector<function> functions;
    for (const auto& value : document->GetArray()) {
        function f;
        f.name = text_member(value, "name");
        if (f.name.empty())
            continue;
        f.name_space = text_member(value, "namespace");
        read_annotations(value, f, filters);
        if (f.name_space.empty())
            f.name_space = name_space;
        functions.push_back(std::move(f));
    }
    return usable(std::move(functions), document->Size(), json, nameless);
}

}  // namespace vcenter_connector::routing
