#!/usr/bin/env python3
"""Prints src/events/event_families.inc: every event class of the vSphere API with its family.

The family of a class is the first of the five base classes below that it derives from. The classes are read
from govmomi's generated types (package golang-github-vmware-govmomi-dev):

    tools/event_families.py > src/events/event_families.inc
"""
import re
import sys

SOURCE = "/usr/share/gocode/src/github.com/vmware/govmomi/vim25/types/types.go"
FAMILIES = {
    "AlarmEvent": "alarm",
    "DatastoreEvent": "datastore",
    "HostEvent": "host",
    "ResourcePoolEvent": "resource_pool",
    "VmEvent": "vm",
}
WIDTH = 110


def bases(source):
    """Class -> the class that it embeds, for each struct that begins with an embedded one."""
    return dict(re.findall(r"^type (\w+) struct \{\n\t(\w+)$", source, re.MULTILINE))


def family(name, base):
    while name and name != "Event":
        if name in FAMILIES:
            return FAMILIES[name]
        name = base.get(name)
    return "none"


def is_event(name, base):
    while name and name != "Event":
        name = base.get(name)
    return name == "Event"


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else SOURCE
    with open(path, encoding="utf-8") as file:
        base = bases(file.read())
    print("// Every event class, sorted, with its family. Written by tools/event_families.py: do not edit.")
    line = ""
    for name in sorted(c for c in base if is_event(c, base)):
        entry = f'{{"{name}", {family(name, base)}}},'
        if line and len(line) + 1 + len(entry) > WIDTH:
            print(line)
            line = ""
        line = f"{line} {entry}" if line else entry
    print(line)


if __name__ == "__main__":
    main()
