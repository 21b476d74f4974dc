#!/usr/bin/env python3
"""Prints src/vsphere/class_table.inc: the data types of the vSphere API that events are made of.

Every class that is an Event, every type that a member of one can hold, and what these are made of in turn. They
are read from govmomi's generated types (package golang-github-vmware-govmomi-dev):

    tools/class_table.py > src/vsphere/class_table.inc

With an argument they are read from another copy of the folder vim25/types.
"""
import pathlib
import re
import sys

SOURCE = "/usr/share/gocode/src/github.com/vmware/govmomi/vim25/types"
WIDTH = 106
NONE = 65535
KINDS = {
    "string": "text",
    "byte": "integer", "int8": "integer", "int16": "integer", "int32": "integer", "int64": "integer",
    "float32": "real", "float64": "real",
    "bool": "boolean",
    "time.Time": "time",
    "[]byte": "bytes",
    "ManagedObjectReference": "reference",
    "AnyType": "any",
}


class Member:
    """A field of a struct: `Vm *VmEventArgument `xml:"vm,omitempty"``."""

    def __init__(self, owner, go_name, go_type, wire, structs):
        # Payloads capitalise the wire's names, and nothing else: see events/event_data.cpp.
        if wire[:1].upper() + wire[1:] != go_name:
            sys.exit(f"{owner}.{go_name}: the wire's name is {wire!r}. The connector takes names in Go for the wire's "
                     "with a capital: it needs a way to say that this one is not")
        self.name = wire
        interface = go_type == "AnyType" or go_type.startswith("Base") and go_type not in structs
        self.nullable = go_type[0] in "[*" or interface
        bare = go_type.lstrip("*")
        self.list = bare.startswith("[]") and bare != "[]byte"
        self.type = bare[2:] if self.list else bare


class Api:
    def __init__(self, folder):
        read = {name: (folder / name).read_text(encoding="utf-8") for name in ("types.go", "enum.go", "helpers.go")}
        self.enums = set(re.findall(r"^type (\w+) string$", read["enum.go"], re.MULTILINE))
        self.bodies = dict(re.findall(r"^type (\w+) struct \{\n(.*?)^\}$", read["types.go"], re.MULTILINE | re.DOTALL))
        self.bases = {}
        for name, body in self.bodies.items():
            embedded = re.match(r"\t(\w+)\n", body)
            self.bases[name] = embedded[1] if embedded else None
        # Types that vCenter sends though its API description does not have them.
        for name, base in re.findall(r'^\tt\["(\w+)"\] = reflect\.TypeOf\(\(\*(\w+)\)', read["helpers.go"], re.MULTILINE):
            self.bodies.setdefault(name, "")
            self.bases.setdefault(name, base)
        self.derived = {}
        for name, base in self.bases.items():
            self.derived.setdefault(base, []).append(name)

    def members(self, name):
        for line in self.bodies[name].splitlines():
            if field := re.fullmatch(r'\t(\w+)\s+(\S+)\s+`xml:"(\w+)[^"]*"`', line):
                yield Member(name, *field.groups(), self.bodies)
            elif line and not re.fullmatch(r"\t\w+", line):
                sys.exit(f"{name}: what is the member {line.strip()!r}?")

    def family(self, name):
        """The type and all that derive from it."""
        yield name
        for each in self.derived.get(name, []):
            yield from self.family(each)

    def declared(self, go_type):
        """The type that a member of that Go type is declared with; nothing for a simple one."""
        if go_type in KINDS or go_type in self.enums:
            return None
        if go_type in self.bodies:
            return go_type
        if go_type.startswith("Base") and go_type[4:] in self.bodies:
            return go_type[4:]
        sys.exit(f"what is the type {go_type}?")

    def lineage(self, name):
        while name and name != "DynamicData":
            yield name
            name = self.bases[name]

    def closure(self, root):
        found, rest = set(), list(self.family(root))
        while rest:
            name = rest.pop()
            if name in found:
                continue
            found.add(name)
            rest += [each for each in self.lineage(name) if each not in found]
            for member in self.members(name):
                if declared := self.declared(member.type):
                    rest += self.family(declared)
        self.check_names(found)
        return sorted(found)

    def check_names(self, types):
        for name in types:
            names = [m.name.lower() for each in self.lineage(name) for m in self.members(each)]
            if len(names) != len(set(names)):
                sys.exit(f"{name} has two members of one name: which of them Go prints is not looked at")


def wrapped(items):
    line = ""
    for item in items:
        if line and len(line) + 1 + len(item) > WIDTH:
            yield line
            line = ""
        line = f"{line} {item}" if line else item
    yield line


def array(declaration, items):
    print(f"\n{declaration} = {{")
    print("\n".join("    " + line for line in wrapped(items)))
    print("};")


def pool(name, texts):
    """All texts in one, and where each begins."""
    print(f"\nconstexpr char {name}s[] =")
    print("\n".join("    " + line for line in wrapped(f'"{text}"' for text in texts)) + ";")
    places = [sum(map(len, texts[:i])) for i in range(len(texts) + 1)]
    if places[-1] >= NONE:
        sys.exit(f"{name}: {places[-1]} characters are too many for 16 bits")
    array(f"constexpr std::uint16_t {name}_places[]", [f"{place}," for place in places])


def member_row(api, member, names, types):
    kind = KINDS.get(member.type, "text" if member.type in api.enums else "object")
    form = [kind] + ["many"] * member.list + ["null"] * member.nullable
    declared = api.declared(member.type)
    return f"{{{names[member.name]}, {types[declared] if declared else 0}, {' | '.join(form)}}},"


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else SOURCE)
    if not (folder / "types.go").is_file():
        sys.exit(f"no govmomi in {folder}: install golang-github-vmware-govmomi-dev")
    api = Api(folder)
    types = api.closure("Event")
    index = {name: i for i, name in enumerate(types)}
    names = sorted({m.name for t in types for m in api.members(t)})
    name_index = {name: i for i, name in enumerate(names)}
    type_rows, member_rows = [], []
    for name in types:
        base = api.bases[name]
        type_rows.append(f"{{{index.get(base, NONE)}, {len(member_rows)}}},")
        member_rows += [member_row(api, m, name_index, index) for m in api.members(name)]
    type_rows.append(f"{{{NONE}, {len(member_rows)}}},")

    print("// Written by tools/class_table.py: do not edit. For class_table.cpp only.")
    pool("type_name", types)
    pool("member_name", names)
    array("constexpr type_row type_rows[]", type_rows)
    array("constexpr member_row member_rows[]", member_rows)
    array("constexpr std::uint16_t event_classes[]", [f"{index[name]}," for name in sorted(api.family("Event"))])


if __name__ == "__main__":
    main()
