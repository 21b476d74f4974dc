"""What is measured. Each function returns a dictionary of figures, or raises Failed."""
import json
import os
import pathlib
import subprocess
import tempfile
import time

from programs import Failed, connector, peers

PATIENCE = 20  # seconds without a single arrival


class Home:
    """The journal's place: a folder on disk, or memory."""

    def __init__(self, folder, disk):
        self.folder = tempfile.TemporaryDirectory(dir=folder, prefix="state-") if disk else None
        self.flags = ["-state-dir", self.folder.name] if disk else ["-state", "none", "-max-pending", "200000"]

    def __enter__(self):
        return self.flags

    def __exit__(self, *_):
        if self.folder:
            self.folder.cleanup()


def follow(arrivals, program, count):
    """Waits for `count` arrivals; returns the most anonymous memory meanwhile, in KiB."""
    anonymous, seen, since = 0, 0, time.monotonic()
    while seen < count:
        time.sleep(0.05)
        if program.process.poll() is not None:
            raise Failed(f"the connector ended:\n{program.output()[-4000:]}")
        anonymous = max(anonymous, program.status("RssAnon"))
        now = arrivals.count()
        if now == seen and time.monotonic() - since > PATIENCE:
            raise Failed(f"{now} of {count} events arrived\n{program.output()[-4000:]}")
        if now > seen:
            seen, since = now, time.monotonic()
    return anonymous


def drain(folder, gateway, events, disk=True, level="warn", in_flight=64, slow=False):
    flags = ["-begin", "1h", "-log-level", level, "-max-in-flight", in_flight]
    with Home(folder, disk) as home, peers(folder, "backlog", events) as vcenter:
        where = vcenter.word("vcenter")
        arrivals = gateway.arrivals(slow)
        with connector(folder, where, gateway.slow_url if slow else gateway.url, *flags, *home) as program:
            anonymous = follow(arrivals, program, events)
            result = {"rss_peak_kib": program.status("VmHWM"), "rss_anon_peak_kib": anonymous,
                      "cpu_us_per_event": [round(t / events * 1e6, 2) for t in program.cpu_seconds()]}
            program.stop()
        began = float(vcenter.line("first page read at ").split()[-1])
    lines = arrivals.lines()
    keys = {line[2] for line in lines if line[1] == "202"}
    if len(keys) != events:
        raise Failed(f"{events - len(keys)} of {events} events were lost")
    seconds = max(float(line[0]) for line in lines) - began
    return {"events": events, "lost": 0, "repeated": len(lines) - events, "seconds": round(seconds, 3),
            "per_second": events / seconds, **result}


def wrk(folder, gateway, request, connections, seconds, slow=False):
    arrivals = gateway.arrivals(slow)
    script = pathlib.Path(__file__).with_name("post.lua")
    subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script,
                    gateway.slow_url if slow else gateway.url, "--", request],
                   cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return {"per_second": arrivals.per_second()}


def bare_client(folder, gateway, request, connections, events):
    arrivals = gateway.arrivals()
    with peers(folder, "post", gateway.port, connections, events, request) as client:
        client.finish()
    return {"per_second": arrivals.per_second()}


def latency(folder, loads, home=None):
    """Without a home for its journal, the connector is replaced by bare requests."""
    words = ["latency", "reference" if home is None else "connector", *loads]
    limit = 120
    with peers(folder, *words) as world:
        if home is None:
            world.line("ready ")
            world.finish(limit)
        else:
            flags = ["-log-level", "warn", *home]
            with connector(folder, world.word("vcenter"), world.word("gateway"), *flags):
                world.finish(limit)
        rows = [json.loads(line) for line in world.output().splitlines() if line.startswith("{")]
    for row in rows:
        if row["lost"]:
            raise Failed(f"{row['lost']} of {row['events']} events were lost at {row['per_second']} a second")
    return rows


def idle(folder, gateway, seconds):
    with Home(folder, True) as home, peers(folder, "backlog", 0) as vcenter:
        with connector(folder, vcenter.word("vcenter"), gateway.url, *home) as program:
            program.line("Following vCenter")
            time.sleep(2)
            before = sum(program.cpu_seconds())
            time.sleep(seconds)
            used = sum(program.cpu_seconds()) - before
            result = {name: program.status(field) for name, field in
                      {"rss_kib": "VmRSS", "rss_peak_kib": "VmHWM", "rss_anon_kib": "RssAnon"}.items()}
            program.stop()
    return {**result, "seconds": seconds, "cpu_seconds": round(used, 3)}


def matching(folder, functions):
    with peers(folder, "matching", *functions) as program:
        program.finish(120)
        return [json.loads(line) for line in program.output().splitlines()]


def disk_sync(folder, times=200):
    """What it costs to append 4 KiB and to have them on the disk: no durable journal can be faster."""
    block, took = b"x" * 4096, []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(block)
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - begun) * 1e6)
    return {"p50_us": round(sorted(took)[times // 2]), "p99_us": round(sorted(took)[times * 99 // 100])}
