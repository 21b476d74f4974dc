// The reader of stack.yml.
#include "vcenter_connector/stack/stack.hpp"
#include "vcenter_connector/stack/substitution.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::stack;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<std::string> messages(const problems& found)
{
    std::vector<std::string> out;
    for (const auto& each : found)
        out.push_back((each.warning ? "warning " : "") + each.message());
    return out;
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a stack file as faas-cli writes it is read", "[stack]")
{
    const auto parsed = parse_stack(R"(version: 1.0
provider:
  name: openfaas
  gateway: http://127.0.0.1:8080
functions:
  tag:
    lang: python3
    handler: ./tag
    image: example/tag:latest
    fprocess: python3 index.py
    namespace: staging
    environment:
      empty:
      debug: true
      retries: 3
    environment_file: [more.yml]
    secrets: [vc-user]
    labels: {team: infra}
    annotations:
      topic: vm.powered.on, vm.powered.off
    limits: {memory: 40Mi}
    requests: {cpu: 100m}
)",
                                    "stack.yml");
    CHECK(messages(parsed.found).empty());
    REQUIRE(parsed.functions.size() == 1);
    const auto& f = parsed.functions.front();
    CHECK(f.qualified() == "tag.staging");
    CHECK(f.handler == "./tag");
    CHECK(f.image == "example/tag:latest");
    CHECK(f.setting("empty").empty());
    CHECK(f.setting("debug") == "true");
    CHECK(f.setting("retries") == "3");
    CHECK(f.environment_files.at(0).value == "more.yml");
    CHECK(f.secrets == lines{"vc-user"});
    CHECK(f.labels.at("team").value == "infra");
    CHECK(f.annotations.at("topic").value == "vm.powered.on, vm.powered.off");
    CHECK(f.where.line == 6);
    CHECK(f.where.column == 3);
}

TEST_CASE("every mistake of a stack file is told with its place", "[stack]")
{
    const auto parsed = parse_stack(R"(provider: {name: docker}
functoins: {}
functions:
  Bad_Name:
    fproces: cat
    secrets: ../passwd
  twice:
    image: a
    image: b
  flat: text
  listed:
    environment: [a, b]
    labels: {a: [1]}
)",
                                    "s.yml");
    CHECK(messages(parsed.found) ==
          lines{"s.yml:1:18: provider 'docker' is not served here; expected openfaas",
                "warning s.yml:2:1: unknown key 'functoins'; known are version, provider, functions, "
                "configuration",
                "s.yml:4:3: 'Bad_Name' cannot be a function's name; expected lower-case letters, digits and "
                "'-', at "
                "most 63",
                "warning s.yml:5:5: unknown key 'fproces' in function Bad_Name is ignored",
                "s.yml:6:14: '../passwd' cannot be a secret's name; expected a file name",
                "s.yml:9:5: 'image' is there twice in function twice",
                "s.yml:10:9: function flat has to be a map, with 'name: value' on each line",
                "s.yml:12:18: environment has to be a map, with 'name: value' on each line",
                "s.yml:13:17: labels.a has to be a single value"});
    CHECK(has_mistake(parsed.found));
}

TEST_CASE("what is no stack file at all is told", "[stack]")
{
    CHECK(messages(parse_stack("a: [1\nb: 2", "s.yml").found).at(0).find("s.yml:2:") == 0);
    CHECK(messages(parse_stack("", "s.yml").found).size() == 1);
    CHECK(messages(parse_stack("just text", "s.yml").found).at(0) ==
          "s.yml:1:1: the file has to be a map, with 'name: value' on each line");
    CHECK(has_mistake(parse_stack("functions: {}", "s.yml").found));
}

TEST_CASE("an annotation keeps the place of its name and of every character", "[stack]")
{
    const auto parsed = parse_stack(R"(functions:
  f:
    topic: a
    annotations:
      plain: vm.*
      quoted: "vm.*,x"
      escaped: "a\tb"
      block: |
        text
)",
                                    "s.yml");
    REQUIRE(parsed.functions.size() == 1);
    const auto& f = parsed.functions.front();
    const auto column = [&](const char* name, std::size_t at) {
        return place_in(f.annotations.at(name), at).column;
    };
    CHECK(f.annotations.at("plain").named_at.line == 5);
    CHECK(f.annotations.at("plain").named_at.column == 7);
    CHECK(column("plain", 0) == 14);
    CHECK(column("plain", 3) == 17);
    CHECK(column("quoted", 5) == 21);
    CHECK(column("escaped", 2) == 16);
    CHECK(f.annotations.at("block").first_column == 0);
    CHECK(place_in(f.annotations.at("block"), 1).line == 8);
    CHECK(f.unknown.at("topic").value == "a");
    CHECK(f.unknown.at("topic").named_at.line == 3);
}

TEST_CASE("merge keys of a stack file are merged", "[stack]")
{
    const auto parsed = parse_stack(R"(common: &common
  vcenter.mode: sync
  team: infra
more: &more {team: other, tier: "1", <<: *common}
functions:
  a: &a
    image: example/a
    annotations: {<<: *common, topic: vm.created, vcenter.mode: async}
  b:
    <<: *a
    image: example/b
    labels:
      <<: [*more, *common]
  c:
    labels: {"<<": text}
)",
                                    "s.yml");
    CHECK(messages(parsed.found).size() == 2);  // the keys that hold the anchors
    CHECK_FALSE(has_mistake(parsed.found));
    REQUIRE(parsed.functions.size() == 3);
    const auto& a = parsed.functions[0].annotations;
    CHECK(a.size() == 3);
    CHECK(a.at("vcenter.mode").value == "async");
    CHECK(a.at("topic").value == "vm.created");
    CHECK(a.at("team").value == "infra");
    CHECK(a.at("team").named_at.line == 3);
    CHECK(a.at("team").where.column == 9);
    const auto& b = parsed.functions[1];
    CHECK(b.image == "example/b");
    CHECK(b.annotations.at("vcenter.mode").value == "async");
    CHECK(b.labels.at("team").value == "other");
    CHECK(b.labels.at("tier").value == "1");
    CHECK(b.labels.at("vcenter.mode").value == "sync");
    CHECK(parsed.functions[2].labels.at("<<").value == "text");
}

TEST_CASE("merge keys that merge no map are told", "[stack]")
{
    const auto told = [](const std::string& labels) {
        return messages(parse_stack("functions:\n  f:\n    labels: " + labels + "\n", "s.yml").found);
    };
    const lines wrong{"s.yml:3:14: << takes a map or a list of maps, such as <<: *name"};
    CHECK(told("{<<: text}") == wrong);
    CHECK(told("{<<: [{a: b}, text]}") == wrong);
    CHECK(told("{<<: }") == wrong);
    CHECK(told("{<<: {a: b}, <<: {c: d}}") == lines{"s.yml:3:26: '<<' is there twice in labels"});
    CHECK(told("&l {a: b, <<: *l}").empty());
}

TEST_CASE("aliases that stand for endless files are refused", "[stack]")
{
    std::string layers = "a0: &a0 {k0: v}\n";
    for (int i = 1; i <= 200; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        const auto name = "a" + std::to_string(i);
        layers += name + ": &" + name + " {k" + std::to_string(i) + ": v, <<: [" + before + ", " + before +
                  ", " + before + "]}\n";
    }
    const auto deep = parse_stack(layers + "functions: {f: {labels: *a200}}\n", "s.yml").found;
    CHECK(has_mistake(deep));
    CHECK_THAT(deep.back().text, ContainsSubstring("labels merges more than 100 maps"));

    std::string many = "text: &t " + std::string(100'000, 'x') + "\nfunctions:\n  f:\n    labels:\n";
    for (int i = 0; i < 5'000; ++i)
        many += "      l" + std::to_string(i) + ": *t\n";
    const auto large = parse_stack(many, "s.yml").found;
    CHECK(has_mistake(large));
    CHECK(large.size() == 2);
    CHECK_THAT(large.back().text, ContainsSubstring("stand for more than can be read"));

    std::string plain = "functions:\n  f:\n    labels: {a";
    for (int i = 0; i < 100'000; ++i)
        plain += ",l" + std::to_string(i);
    CHECK_FALSE(has_mistake(parse_stack(plain + "}\n", "s.yml").found));
}

TEST_CASE("a missing value has the place of its key", "[stack]")
{
    const auto parsed = parse_stack(R"(provider:
  name:
functions:
  f:
    fprocess:
    secrets:
      -
    annotations:
      topic:
      vcenter.mode:  # later
      vcenter.filter: [a, b]
    image: a
)",
                                    "s.yml");
    CHECK(messages(parsed.found) ==
          lines{"s.yml:2:3: provider '' is not served here; expected openfaas",
                "s.yml:7:7: '' cannot be a secret's name; expected a file name",
                "s.yml:11:23: annotations.vcenter.filter has to be a single value"});
    const auto& f = parsed.functions.at(0);
    CHECK(f.fprocess.where.line == 5);
    CHECK(f.annotations.at("topic").where.line == 9);
    CHECK(f.annotations.at("topic").where.column == 7);
    CHECK(f.annotations.at("topic").single);
    CHECK(f.annotations.at("vcenter.mode").where.line == 10);
    CHECK_FALSE(f.annotations.at("vcenter.filter").single);
}

TEST_CASE("columns of a stack file count characters", "[stack]")
{
    const auto parsed = parse_stack(
        "\xEF\xBB\xBF"
        "functions: {f: {annotations: {'\xC3\xA4': '\xE2\x82\xAC', topic: '\xC3\xB6x'}, secrets: [a/b]}}\n",
        "s.yml");
    CHECK(messages(parsed.found) ==
          lines{"s.yml:1:65: 'a/b' cannot be a secret's name; expected a file name"});
    const auto& topic = parsed.functions.at(0).annotations.at("topic");
    CHECK(topic.named_at.column == 41);
    CHECK(topic.first_column == 49);
    CHECK(place_in(topic, 2).column == 50);
    problems found;
    CHECK(substitute(
              "\xC3\xA4 ${", [](const std::string&) { return std::nullopt; }, "s.yml", found) ==
          "\xC3\xA4 ${");
    CHECK(messages(found).at(0).find("s.yml:1:3: ") == 0);
}
