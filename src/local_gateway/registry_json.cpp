// The registry as the gateway's API describes it.
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/local_gateway/registry.hpp"
#include "vcenter_connector/version.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>
#include <ctime>
#include <set>

namespace vcenter_connector::local_gateway {
namespace {

using json_writer = rapidjson::Writer<rapidjson::StringBuffer>;

void text(json_writer& json, std::string_view value)
{
    const auto valid = base::valid_utf8(value);
    json.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
}

void member(json_writer& json, const char* name, std::string_view value)
{
    json.Key(name);
    text(json, value);
}

void member(json_writer& json, const char* name, const stack::located_map& values)
{
    json.Key(name);
    json.StartObject();
    for (const auto& [key, value] : values) {
        text(json, key);
        text(json, value.value);
    }
    json.EndObject();
}

std::string seconds_utc(base::wall_time when)
{
    const auto seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::string out(32, '\0');
    out.resize(std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &parts));
    return out;
}

void write(json_writer& json, const live_function& f)
{
    json.StartObject();
    member(json, "name", f.definition.name);
    member(json, "namespace", f.definition.name_space);
    member(json, "image", f.definition.image);
    member(json, "envProcess", f.definition.fprocess.value);
    member(json, "labels", f.definition.labels);
    member(json, "annotations", f.definition.annotations);
    json.Key("replicas");
    json.Uint(1);
    json.Key("availableReplicas");
    json.Uint(1);
    json.Key("invocationCount");
    json.Uint64(f.counts->calls);
    member(json, "createdAt", seconds_utc(f.since));
    json.EndObject();
}

}  // namespace

std::string functions_json(const registry& functions, std::string_view name_space)
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartArray();
    for (const auto& each : functions.all())
        if (each->definition.name_space == name_space)
            write(json, *each);
    json.EndArray();
    return {out.GetString(), out.GetSize()};
}

std::string function_json(const live_function& f)
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    write(json, f);
    return {out.GetString(), out.GetSize()};
}

std::string namespaces_json(const registry& functions)
{
    std::set<std::string> names{default_namespace};
    for (const auto& each : functions.all())
        names.insert(each->definition.name_space);
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartArray();
    for (const auto& name : names)
        text(json, name);
    json.EndArray();
    return {out.GetString(), out.GetSize()};
}

std::string info_json()
{
    rapidjson::StringBuffer out;
    json_writer json(out);
    json.StartObject();
    json.Key("provider");
    json.StartObject();
    member(json, "provider", "local-gateway");
    member(json, "orchestration", "processes");
    json.EndObject();
    json.Key("version");
    json.StartObject();
    member(json, "release", version);
    json.EndObject();
    json.EndObject();
    return {out.GetString(), out.GetSize()};
}

}  // namespace vcenter_connector::local_gateway
