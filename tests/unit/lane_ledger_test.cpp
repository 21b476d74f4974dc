// The judge of the chaos tests finds each breach of the contract that it is there for.
#include "support/catch.hpp"
#include "support/lane_ledger.hpp"

using namespace vcenter_connector::test;

namespace {

struct judged {
    judged()
    {
        for (const std::int64_t key : {1, 3, 5})
            ledger.posted(key, "vm-1");
        for (const std::int64_t key : {2, 4})
            ledger.posted(key, "vm-2");
    }
    void deliver(std::int64_t key)
    {
        ledger.begun("f", key);
        ledger.ended("f", key, true, true);
    }
    bool breached(const std::string& what) const { return ledger.breaches().find(what) != std::string::npos; }

    lane_ledger ledger{{"f", "g"}};
};

}  // namespace

TEST_CASE_METHOD(judged, "a ledger finds nothing wrong where all arrives once and in order", "[ledger]")
{
    for (const std::int64_t key : {2, 1, 3, 4, 5})
        deliver(key);
    CHECK(ledger.breaches().empty());
    CHECK(ledger.missing() == 5);
    CHECK(ledger.count().requests == 5);
    CHECK(ledger.count().repeated == 0);
}

TEST_CASE_METHOD(judged, "a ledger counts a delivery as missing until it is answered well", "[ledger]")
{
    ledger.begun("f", 1);
    ledger.ended("f", 1, false, true);
    ledger.begun("f", 1);
    ledger.ended("f", 1, true, false);
    CHECK(ledger.missing() == 10);
    deliver(1);
    CHECK(ledger.missing() == 9);
    CHECK(ledger.count().failed == 2);
    CHECK(ledger.breaches().empty());
}

TEST_CASE_METHOD(judged, "a ledger finds an event that is passed over", "[ledger]")
{
    deliver(1);
    deliver(5);
    CHECK(breached("event 5 to f comes before an earlier one"));
}

TEST_CASE_METHOD(judged, "a ledger finds an event that overtakes one that failed", "[ledger]")
{
    ledger.begun("f", 1);
    ledger.ended("f", 1, false, true);
    deliver(3);
    CHECK(breached("event 3 to f overtakes"));
}

TEST_CASE_METHOD(judged, "a ledger finds an event that overtakes one whose answer was not sent", "[ledger]")
{
    ledger.begun("f", 1);
    ledger.ended("f", 1, true, false);
    deliver(3);
    CHECK(breached("event 3 to f overtakes"));
}

TEST_CASE_METHOD(judged, "a ledger finds two requests of one object at once", "[ledger]")
{
    ledger.begun("f", 1);
    ledger.begun("f", 3);
    CHECK(breached("event 3 to f overtakes"));
}

TEST_CASE_METHOD(judged, "a ledger finds a request that is sent while it is under way", "[ledger]")
{
    ledger.begun("f", 1);
    ledger.begun("f", 1);
    CHECK(breached("event 1 to f is sent while it is under way"));
}

TEST_CASE_METHOD(judged, "a ledger finds a repeat without a fault", "[ledger]")
{
    ledger.fault();
    deliver(1);
    deliver(1);
    CHECK(breached("event 1 to f comes again without a fault"));
}

TEST_CASE_METHOD(judged, "a ledger lets the newest event come again after a fault, once", "[ledger]")
{
    deliver(1);
    ledger.fault();
    deliver(1);
    CHECK(ledger.breaches().empty());
    CHECK(ledger.count().repeated == 1);
    CHECK(ledger.count().most_repeated == 1);
    CHECK(ledger.missing() == 9);
    deliver(1);
    CHECK(breached("event 1 to f comes again without a fault"));
}

TEST_CASE_METHOD(judged, "a ledger finds a repeat of an event behind which another one was sent", "[ledger]")
{
    deliver(1);
    deliver(3);
    ledger.fault();
    deliver(1);
    CHECK(breached("event 1 to f comes again though a later one"));
}

TEST_CASE_METHOD(judged, "a ledger forgives repeats of the newest while faults may come at any time",
                 "[ledger]")
{
    ledger.faults_begin();
    deliver(1);
    deliver(1);
    ledger.faults_end();
    deliver(1);
    CHECK(ledger.breaches().empty());
    CHECK(ledger.count().repeated == 2);
    deliver(1);
    CHECK_FALSE(ledger.breaches().empty());
}

TEST_CASE_METHOD(judged, "a ledger finds what nobody posted", "[ledger]")
{
    deliver(9);
    CHECK(breached("event 9 to f was never posted"));
}
