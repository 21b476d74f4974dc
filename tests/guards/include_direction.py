#!/usr/bin/env python3
"""Holds every #include of the project against the table of layers in docs/architecture.md."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE_ROW = re.compile(r"^\|\s*`(\w+)`\s*\|[^|]*\|([^|]*)\|\s*$")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
LIBRARIES = {  # who may see a library whose use is bound to certain layers
    "boost/asio": {"net", "store", "source", "gateway", "dispatch", "ops", "app", "commands", "local_gateway"},
    "boost/beast": {"net"},
    "openssl/": {"net", "local_gateway"},
    "zlib.h": {"net"},
    "sqlite3.h": {"store"},
    "spdlog/": {"app"},
}


def layers_of_table():
    text = (ROOT / "docs/architecture.md").read_text()
    rows = (TABLE_ROW.match(line) for line in text.splitlines())
    return {row[1]: set(re.findall(r"`([\w/.]+)`", row[2])) for row in rows if row}


def layer_of(path):
    parts = path.relative_to(ROOT).parts
    if parts[0] == "include":
        return parts[2] if len(parts) > 3 else None
    return parts[1] if len(parts) > 2 else None


def mistakes_in(path, layers):
    layer = layer_of(path)
    if layer is None:
        return
    if layer not in layers:
        yield f"{path.relative_to(ROOT)}: the folder '{layer}' is not in the table of docs/architecture.md"
        return
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        target = found[1]
        place = f"{path.relative_to(ROOT)}:{number}"
        for library, allowed in LIBRARIES.items():
            if target.startswith(library) and layer not in allowed:
                yield f"{place}: '{layer}' must not see {library}"
        own = re.match(r"vcenter_connector/(\w+)/(.+)", target)
        if own and own[1] != layer and not {own[1], f"{own[1]}/{own[2]}"} & layers[layer]:
            yield f"{place}: '{layer}' must not include '{own[1]}' ({target})"


def main():
    layers = layers_of_table()
    files = [p for top in ("include", "src") for p in sorted((ROOT / top).rglob("*")) if p.suffix in (".hpp", ".cpp")]
    mistakes = [m for p in files for m in mistakes_in(p, layers)]
    if len(layers) < 10 or len(files) < 20:
        mistakes.append(f"only {len(layers)} layers and {len(files)} files found: the check itself is broken")
    print("\n".join(mistakes) or f"{len(files)} files keep the direction of {len(layers)} layers")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
