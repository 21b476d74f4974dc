#!/usr/bin/env python3
"""The checked-in class table is what tools/class_table.py makes of govmomi's types."""
import difflib
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = "src/vsphere/class_table.inc"


def main():
    made = subprocess.run([sys.executable, ROOT / "tools/class_table.py", *sys.argv[1:]], capture_output=True, text=True)
    if made.returncode != 0:
        print("tools/class_table.py failed:", made.stderr.strip() or f"status {made.returncode}")
        return 1
    wanted, found = made.stdout.splitlines(), (ROOT / TABLE).read_text(encoding="utf-8").splitlines()
    differences = list(difflib.unified_diff(found, wanted, TABLE, "as generated", lineterm="", n=0))
    if differences:
        print("\n".join(differences[:20]))
        print(f"{TABLE} is not what govmomi's types make it: tools/class_table.py > {TABLE}")
        return 1
    print(f"{TABLE} agrees with govmomi's types")
    return 0


if __name__ == "__main__":
    sys.exit(main())
