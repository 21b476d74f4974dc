"""One request as the connector sends it, for wrk and for the bare client to repeat."""
import http.server
import threading

from programs import FUNCTION_LIST, Failed, connector, peers


class Recorder(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        known = {"/system/namespaces": b'["openfaas-fn"]', "/system/functions": b"[%s]" % FUNCTION_LIST.encode()}
        self.answer(200, known.get(self.path.split("?")[0], b"{}"))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = f"{self.command} {self.path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in self.headers.items())
        if not self.server.request:
            self.server.request = head.encode() + b"\r\n" + body
            self.server.recorded.set()
        self.answer(202, b"")

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def record(folder, flags):
    """Writes the request to a file and returns its name."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server, peers(folder, "backlog", 1) as vcenter:
        server.request, server.recorded, server.daemon_threads = b"", threading.Event(), True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with connector(folder, vcenter.word("vcenter"), f"http://127.0.0.1:{server.server_port}", *flags) as sender:
            if not server.recorded.wait(20):
                raise Failed(f"the connector sent nothing:\n{sender.output()}")
            sender.stop()
        server.shutdown()
    file = folder / "request"
    file.write_bytes(server.request)
    return file
