#!/usr/bin/env python3
"""Compiles every public header by itself. headers_alone.py BUILD_DIRECTORY"""
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def compiler_command(build):
    entries = json.loads((build / "compile_commands.json").read_text())
    entry = next(e for e in entries if e["file"].endswith("src/net/http_client.cpp"))
    words = shlex.split(entry["command"])
    if words[0].endswith("ccache"):
        words = words[1:]
    return [words[0]] + [w for w in words[1:] if w.startswith(("-D", "-I", "-std", "-W", "-isystem"))]


def main():
    build = pathlib.Path(sys.argv[1])
    command = compiler_command(build) + ["-fsyntax-only", "-x", "c++", "-"]
    headers = sorted((ROOT / "include").rglob("*.hpp"))

    def compile_alone(header):
        # Twice, so that a missing include guard shows too.
        text = f'#include "{header.relative_to(ROOT / "include")}"\n' * 2
        done = subprocess.run(command, input=text, capture_output=True, text=True, cwd=build)
        return None if done.returncode == 0 else f"{header.relative_to(ROOT)} does not compile alone:\n{done.stderr}"

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        mistakes = [m for m in pool.map(compile_alone, headers) if m]
    print("\n".join(mistakes) or f"{len(headers)} headers compile alone")
    return 1 if mistakes or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
