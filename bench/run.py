#!/usr/bin/env python3
"""The bench: see scripts/bench."""
import argparse
import contextlib
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

import measures
from programs import ROOT, Failed, Gateway
from request import record
from table import print_table

CONNECTIONS = 64


def drains(folder, gateway, request, events, seconds, rounds):
    """Rounds, so that what else happens on the machine meets all of them alike; the median of each."""
    results = {}
    for _ in range(rounds):
        for name, run in {
            "wrk": lambda: measures.wrk(folder, gateway, request, CONNECTIONS, seconds),
            "bare_client": lambda: measures.bare_client(folder, gateway, request, CONNECTIONS, events),
            "disk": lambda: measures.drain(folder, gateway, events),
            "memory": lambda: measures.drain(folder, gateway, events, disk=False),
        }.items():
            results.setdefault(name, []).append(run())
    results["disk_log_info"] = [measures.drain(folder, gateway, events, level="info")]
    return {name: {**max(runs, key=lambda run: run.get("rss_peak_kib", 0)),
                   "per_second": statistics.median(run["per_second"] for run in runs),
                   "all_per_second": [round(run["per_second"]) for run in runs]} for name, runs in results.items()}


def latencies(folder, loads):
    result = {"reference": measures.latency(folder, loads)}
    for name, disk in (("disk", True), ("memory", False)):
        with measures.Home(folder, disk) as home:
            result[name] = measures.latency(folder, loads, home)
    return result


def slow_gateway(folder, gateway, request, events, seconds):
    rows = []
    for in_flight in (64, 256):
        run = measures.drain(folder, gateway, events * in_flight // 64, in_flight=in_flight, slow=True)
        wrk = measures.wrk(folder, gateway, request, in_flight, seconds, slow=True)
        rows.append({"in_flight": in_flight, **run, "ideal_per_second": in_flight * 100,
                     "wrk_per_second": wrk["per_second"]})
    return rows


def run(folder, options):
    """Everything; what failed stands in the result."""
    quick = options.quick
    events, seconds = (5_000, 1) if quick else (100_000, 4)
    loads = ["1:2", "100:100", "1000:1000"] if quick else ["1:20", "100:400", "1000:4000"]
    result = {"failed": {}, "load_before": os.getloadavg()[0]}
    with Gateway(folder) as gateway:
        request = record(folder, ["-begin", "1h", "-state", "none"])
        result["request_bytes"] = request.stat().st_size
        parts = {
            "disk_sync": lambda: measures.disk_sync(folder),
            "idle": lambda: measures.idle(folder, gateway, 2 if quick else 20),
            "drain": lambda: drains(folder, gateway, request, events, seconds, options.rounds),
            "slow_gateway": lambda: slow_gateway(folder, gateway, request, events // 5, seconds),
            "latency": lambda: latencies(folder, loads),
            "matching": lambda: measures.matching(folder, [10, 1_000] if quick else [10, 1_000, 10_000, 100_000]),
        }
        for name, measure in parts.items():
            if options.only and name not in options.only:
                continue
            try:
                result[name] = measure()
            except (Failed, OSError, ValueError) as error:
                result["failed"][name] = str(error)
    return {**result, "load_after": os.getloadavg()[0]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="small numbers: shows that it works, not how fast")
    parser.add_argument("--rounds", type=int, default=3, help="how often each drain is measured")
    parser.add_argument("--only", action="append", help="disk_sync, idle, drain, slow_gateway, latency or matching")
    parser.add_argument("--json", default=str(ROOT / "build/bench.json"))
    options = parser.parse_args()
    begun = time.time()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="bench-"))
        try:
            result = run(pathlib.Path(folder), options)
        except Failed as error:
            sys.exit(f"FAILED: {error}")
    result["seconds"] = round(time.time() - begun, 1)
    with open(options.json, "w") as out:
        json.dump(result, out, indent=1)
    print_table(result)
    return 1 if result["failed"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
