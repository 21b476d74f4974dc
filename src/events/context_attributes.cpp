#include "context_attributes.hpp"

#include "vcenter_connector/base/percent.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/cloudevents.hpp"

namespace vcenter_connector::events {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Length of the character at the front of well-formed UTF-8.
std::size_t length_of_first(std::string_view text) noexcept
{
    const auto lead = static_cast<unsigned char>(text.front());
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// Control characters and Unicode's noncharacters (CloudEvents 1.0.2, "Type System"): U+0000 to U+001F, U+007F
// to U+009F, U+FDD0 to U+FDEF, and the last two of each plane.
bool excluded(std::string_view character) noexcept
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    switch (character.size()) {
    case 1: return byte(0) < 0x20 || byte(0) == 0x7F;
    case 2: return byte(0) == 0xC2 && byte(1) < 0xA0;
    case 3:
        return byte(0) == 0xEF && ((byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) ||
                                   (byte(1) == 0xBF && byte(2) >= 0xBE));
    default: return (byte(1) & 0x0FU) == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE;
    }
}

std::string attribute_text(std::string_view text)
{
    const std::string valid = base::valid_utf8(text);
    std::string out;
    out.reserve(valid.size());
    for (std::string_view rest = valid; !rest.empty();) {
        const auto character = rest.substr(0, length_of_first(rest));
        out += excluded(character) ? replacement : character;
        rest.remove_prefix(character.size());
    }
    return out;
}

std::string id_of(const vsphere::event& event, const event_origin& origin, dialect d)
{
    switch (d) {
    case dialect::veba: return event_uuid(origin, event.key);
    case dialect::vspheresource: return std::to_string(event.key);
    default: return event_id(origin, event.key);
    }
}

std::string type_of(const vsphere::event& event, dialect d)
{
    if (d != dialect::veba)
        return cloudevents_type(event);
    return "com.vmware.event.router/" + std::string(cloudevents_event_class(event));
}

// An event that came without a time has none.
std::string time_of(const vsphere::event& event)
{
    return event.time == base::wall_time{} ? std::string() : cloudevents_time(event);
}

class collector {
public:
    void add(std::string_view name, std::string_view value, bool extension = false)
    {
        if (!value.empty())
            all_.push_back({name, attribute_text(value), extension});
    }
    void extension(std::string_view name, std::string_view value) { add(name, value, true); }
    std::vector<context_attribute> finish() { return std::move(all_); }

private:
    std::vector<context_attribute> all_;
};

}  // namespace

std::vector<context_attribute> context_attributes(const vsphere::event& event, const event_origin& origin,
                                                  dialect d)
{
    collector found;
    found.add("specversion", cloudevents_version);
    found.add("id", id_of(event, origin, d));
    found.add("source", base::uri_reference(origin.url));
    found.add("type", type_of(event, d));
    if (d != dialect::vspheresource)
        found.add("subject", cloudevents_subject(event));
    found.add("datacontenttype", "application/json");
    found.add("time", time_of(event));
    if (d != dialect::veba)
        found.extension("eventclass", cloudevents_event_class(event));
    if (d == dialect::cloudevents || d == dialect::cloudevents_binary) {
        found.extension("partitionkey", cloudevents_partition_key(event));
        found.extension("sequence", cloudevents_sequence(event.key));
    }
    found.extension("vsphereapiversion", origin.api_version);
    return found.finish();
}

}  // namespace vcenter_connector::events
