// The index finds exactly those whom a look at every function finds.
#include "vcenter_connector/routing/topic_map.hpp"

#include "support/catch.hpp"

#include <random>

using namespace vcenter_connector;
using namespace vcenter_connector::routing;

namespace {

// Few words, so that much matches by chance.
class chance {
public:
    explicit chance(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }

    std::string token()
    {
        static const std::vector<std::string> words{"a", "b", "c", "vm", "host"};
        return words[below(words.size())];
    }
    std::string dotted()
    {
        std::string name = token();
        for (auto more = below(4); more > 0; --more)
            name += "." + token();
        return name;
    }
    std::string class_name()
    {
        static const std::vector<std::string> classes{"AEvent", "BEvent", "VmEvent", "HostEvent", "Event"};
        return classes[below(classes.size())];
    }
    std::string part()
    {
        if (below(5) == 0)
            return class_name();
        std::string text = below(3) == 0 ? "*" : token();
        for (auto more = below(4); more > 0; --more)
            text += below(3) == 0 ? ".*" : "." + token();
        return below(4) == 0 ? text + ".>" : below(20) == 0 ? ">" : text;
    }
    std::string annotation()
    {
        std::string text;
        for (auto more = below(5); more > 0; --more)
            text += (below(4) == 0 ? "!" : "") + part() + ",";
        return text;
    }
    events::event_names names()
    {
        events::event_names made{dotted(), class_name(), below(2) == 0 ? dotted() : "", {"Event"}};
        if (below(2) == 0)
            made.ancestors.insert(made.ancestors.begin(), "VmEvent");
        return made;
    }

private:
    std::mt19937 random_;
};

std::vector<function> functions_of(chance& by)
{
    std::vector<function> functions;
    for (auto left = by.below(40); left > 0; --left)
        functions.push_back({"f" + std::to_string(1000 + left), "", read_patterns(by.annotation())});
    return functions;
}

}  // namespace

TEST_CASE("random functions get exactly the random events that their patterns ask for", "[routing]")
{
    std::size_t matches = 0;
    std::size_t looks = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        chance by(seed);
        const topic_map map(functions_of(by));
        for (int i = 0; i < 20; ++i) {
            const auto names = by.names();
            std::vector<const function*> expected;
            for (const auto& f : map.functions())
                if (ask_for(f.patterns, names))
                    expected.push_back(&f);
            INFO("seed " << seed << ", " << names.topic << " " << names.class_name << " " << names.type_id);
            REQUIRE(map.match(names) == expected);
            matches += expected.size();
            looks += map.functions().size();
        }
    }
    CHECK(matches > looks / 20);
    CHECK(matches < looks / 2);
}

TEST_CASE("names and patterns of any length are matched without deep calls", "[routing]")
{
    std::string longest = "a";
    for (int i = 0; i < 200'000; ++i)
        longest += ".a";
    const topic_map map({{"exact", "", read_patterns(longest)},
                         {"any", "", read_patterns(longest + ".>,*." + longest)},
                         {"short", "", read_patterns("*.a.>")}});
    const auto found = map.match({longest, "AEvent", "", {}});
    REQUIRE(found.size() == 2);
    CHECK(found[0]->name == "exact");
    CHECK(found[1]->name == "short");
    CHECK(map.match({longest + ".a", "AEvent", "", {}}).size() == 2);
    CHECK(map.match({std::string(200'000, '.'), "AEvent", "", {}}).empty());
}
