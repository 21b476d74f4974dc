"""The figures for people."""


def line(*cells):
    print("  " + f"{cells[0]:<34}" + "".join(f"{cell:>12}" for cell in cells[1:]))


def number(value):
    return f"{value:,.0f}"


def mib(kib):
    return f"{kib / 1024:.1f} MiB"


def print_drain(part):
    wrk, bare = part["wrk"]["per_second"], part["bare_client"]["per_second"]
    print("\nDrain of a backlog, counted in nginx's access log: the connector's from its first read to the last request,")
    print("the others from the first request to the last")
    line("", "a second", "of wrk", "of bare", "peak RSS", "us loop", "us journal")
    names = {"wrk": "wrk, one thread", "bare_client": "bare Beast client", "disk": "connector, journal on disk",
             "disk_log_info": "  the same with -log-level info", "memory": "connector, -state none"}
    for name, title in names.items():
        row = part[name]
        cells = [number(row["per_second"]), f"{row['per_second'] / wrk:.2f}", f"{row['per_second'] / bare:.2f}"]
        if "rss_peak_kib" in row:
            loop, *others = row["cpu_us_per_event"]
            cells += [mib(row["rss_peak_kib"]), f"{loop:.1f}", f"{sum(others):.1f}"]
        line(title, *cells)
    print("  (us: CPU time for each event, of the event loop's thread and of the others)")


def print_latency(part):
    print("\nLatency from an event at vCenter to its request at the gateway, in microseconds")
    line("", "p50", "p90", "p99", "max", "p50 / bare")
    bare = {row["per_second"]: row["p50_us"] for row in part["reference"]}
    for name, title in {"reference": "bare requests", "disk": "journal on disk", "memory": "-state none"}.items():
        for row in part[name]:
            line(f"{title}, {row['per_second']} a second", *(number(row[f"{p}_us"]) for p in ("p50", "p90", "p99", "max")),
                 f"{row['p50_us'] / bare[row['per_second']]:.2f}")


def print_slow(part):
    print("\nGateway that takes 10 ms for each answer")
    line("", "a second", "ideal", "wrk")
    for row in part:
        line(f"{row['in_flight']} in flight", *(number(row[n]) for n in
                                                ("per_second", "ideal_per_second", "wrk_per_second")))


def print_idle(part):
    print("\nIdle")
    line("RSS", mib(part["rss_kib"]), f"of which anonymous {mib(part['rss_anon_kib'])}")
    line(f"CPU in {part['seconds']} s", f"{part['cpu_seconds'] * 1000:.0f} ms")


def print_matching(part):
    print("\nFinding the functions that want an event, among many that do not, in nanoseconds")
    line("", "an event", "matches", "without index", "map, ms")
    for row in part:
        line(f"{number(row['functions'])} functions", number(row["ns_per_event"]), f"{row['matches_per_event']:.1f}",
             number(row["ns_per_event_without_index"]), f"{row['build_ms']:.1f}")


def print_table(result):
    parts = {"matching": print_matching, "drain": print_drain, "latency": print_latency, "slow_gateway": print_slow,
             "idle": print_idle}
    for name, show in parts.items():
        if name in result:
            show(result[name])
    if "disk_sync" in result:
        print(f"\nfdatasync of 4 KiB here: p50 {result['disk_sync']['p50_us']} us, p99 {result['disk_sync']['p99_us']} us")
    print(f"Took {result['seconds']:.0f} s; load average {result['load_before']:.1f} before, "
          f"{result['load_after']:.1f} after")
    for name, why in result["failed"].items():
        print(f"\nFAILED: {name}: {why}")
