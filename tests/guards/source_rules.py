#!/usr/bin/env python3
"""Finds what has cost hours before: expressions that g++ 12 miscompiles, tests that sleep or hide, loose ends."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULES = [
    (("src", "include", "tests"), re.compile(r"co_await\b[^;]*\(\{\s*\."),
     "co_await over an aggregate temporary: g++ 12 destroys it twice; name it first"),
    (("src", "include", "tests"), re.compile(r"co_await\b[^;]*std::exchange\("),
     "co_await over a temporary of std::exchange: g++ 12 may destroy it twice; name it first"),
    (("src", "include", "tests"), re.compile(r"co_await\b[^;]*\[[^\]&]+\]\s*[({]"),
     "co_await over a lambda that captures by value: g++ 12 destroys it twice; name it first"),
    (("src", "include", "tests"), re.compile(r"\b(if|while)\s*\([^;]*co_await"),
     "co_await in a condition: g++ 12 miscompiles it beside a temporary; name the result first"),
    (("tests",), re.compile(r"sleep_for|sleep_until|\busleep\(|\bsleep\("),
     "a test that sleeps: wait for a condition instead"),
    (("tests",), re.compile(r"TEST_CASE\([^)]*\[(\.|!mayfail|!shouldfail|hide)"), "a test that does not count"),
    (("tests",), re.compile(r'TEST_CASE\(\s*"(-|[^"]*;)'),
     "a name that CTest cannot pass on: it splits at ';', and Catch2 takes a leading '-' for an option"),
    (("src", "include"), re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), "a loose end"),
    (("src/base", "src/config", "src/vsphere", "src/cesql", "src/events", "src/routing", "src/policy", "src/stack"),
     re.compile(r"::now\(\)|std::thread|std::ifstream|std::getenv"),
     "the core has no clock, thread, file or environment: they are handed in"),
]


def main():
    mistakes = []
    for folders, pattern, what in RULES:
        for folder in folders:
            for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
                if path.name == "wait_until.hpp":  # where the waiting for conditions is done
                    continue
                for number, line in enumerate(path.read_text().splitlines(), 1):
                    if pattern.search(line):
                        mistakes.append(f"{path.relative_to(ROOT)}:{number}: {what}")
    print("\n".join(mistakes) or "no rule broken")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
