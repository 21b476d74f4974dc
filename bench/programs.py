"""The programs that the bench runs, and what the kernel says of them."""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/test"
FUNCTIONS = {"function-on": "vm.powered.on", "function-off": "vm.powered.off"}
FUNCTION_LIST = ",".join(f'{{"name":"{name}","namespace":"openfaas-fn","annotations":{{"topic":"{topic}"}}}}'
                         for name, topic in FUNCTIONS.items())


class Failed(Exception):
    """A part of the bench that could not run, or lost something."""


class Program:
    """A child process whose output goes to a file. It is killed when the `with` ends."""

    def __init__(self, folder, name, words, **environment):
        self.name, self.log = name, folder / f"{name}.log"
        with self.log.open("w") as out:
            self.process = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=out,
                                            stderr=subprocess.STDOUT, cwd=folder,
                                            env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment})
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def output(self):
        return self.log.read_text(errors="replace")

    def line(self, text, limit=60):
        """The first line that holds `text`, once it is there."""
        deadline = time.monotonic() + limit
        while True:
            ended = self.process.poll() is not None
            found = [line for line in self.output().splitlines() if text in line]
            if found:
                return found[0]
            if ended or time.monotonic() > deadline:
                raise Failed(f"{self.name} does not say: {text}\n{self.output()[-4000:]}")
            time.sleep(0.01)

    def word(self, name):
        """The value of `name=value` in its line `ready ...`."""
        return dict(word.split("=", 1) for word in self.line("ready ").split()[1:])[name]

    def finish(self, limit=60):
        status = self.process.wait(limit)
        if status != 0:
            raise Failed(f"{self.name} ended with status {status}\n{self.output()[-4000:]}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.finish()

    def status(self, name):
        """A value of /proc/PID/status in KiB: VmRSS, VmHWM, RssAnon."""
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(text.split(f"{name}:")[1].split()[0])

    def cpu_seconds(self):
        """CPU time so far, by thread, the first thread first."""
        threads = sorted(pathlib.Path(f"/proc/{self.pid}/task").iterdir(), key=lambda each: int(each.name))
        return [int((each / "schedstat").read_text().split()[0]) / 1e9 for each in threads]


def peers(folder, *words):
    return Program(folder, "bench_peers", [BUILD / "bench/bench_peers", *words])


def connector(folder, vcenter, gateway, *flags):
    return Program(folder, "connector", [BUILD / "vcenter-connector", "-vcenter", vcenter, "-gateway", gateway, *flags],
                   GOVC_USERNAME="user", GOVC_PASSWORD="pass")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Arrivals:
    """What nginx noted in an access log since this object was made."""

    def __init__(self, log):
        time.sleep(0.5)  # longer than nginx keeps lines back
        self.file = log.open("rb")
        self.file.seek(0, os.SEEK_END)
        self.text = b""

    def count(self):
        self.text += self.file.read()
        return self.text.count(b"\n")

    def lines(self):
        time.sleep(0.5)
        self.count()
        return [line.split() for line in self.text.decode().splitlines()]

    def per_second(self):
        lines = self.lines()
        if any(status != "202" for _, status, _ in lines):
            raise Failed("nginx answered with something else than 202")
        times = [float(line[0]) for line in lines]
        return len(times) / max(max(times) - min(times), 0.001)


class Gateway(Program):
    """nginx as a gateway. `url` answers at once, `slow_url` after 10 ms."""

    def __init__(self, folder):
        port, slow_port = free_port(), free_port()
        text = (ROOT / "bench/nginx.conf").read_text()
        for name, value in {"SLOW_PORT": slow_port, "PORT": port, "FOLDER": folder,
                            "FUNCTIONS": FUNCTION_LIST}.items():
            text = text.replace(name, str(value))
        (folder / "nginx.conf").write_text(text)
        super().__init__(folder, "nginx-output", ["nginx", "-p", folder, "-c", folder / "nginx.conf"])
        self.port, self.slow_port = port, slow_port
        self.url, self.slow_url = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{slow_port}"
        self.folder = folder
        self.wait_until_it_listens()

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def wait_until_it_listens(self):
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.slow_port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        sys.exit(f"nginx does not start: {self.output()}")

    def arrivals(self, slow=False):
        return Arrivals(self.folder / ("slow.log" if slow else "fast.log"))
