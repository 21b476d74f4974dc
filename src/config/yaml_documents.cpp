#include "yaml_documents.hpp"

#include <yaml-cpp/eventhandler.h>

#include <sstream>

namespace vcenter_connector::config {
namespace {

class beginnings final : public YAML::EventHandler {
public:
    YAML::Mark last;

    void OnDocumentStart(const YAML::Mark& mark) override { last = mark; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
    }
    void OnMapEnd() override {}
};

}  // namespace

yaml_documents load_documents(const std::string& text)
{
    yaml_documents found{YAML::Load(text), std::nullopt};
    std::istringstream again(text);
    YAML::Parser parser(again);
    beginnings seen;
    if (parser.HandleNextDocument(seen) && parser.HandleNextDocument(seen))
        found.second = seen.last;
    return found;
}

}  // namespace vcenter_connector::config
